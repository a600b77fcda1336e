namespace BackoutBot.Aws.Access;

/// <summary>What a folder of the bot needs to be allowed: <c>manifests/aws/roles.yaml</c> is written from it. Texts are as CloudFormation's <c>Fn::Sub</c> reads them.</summary>
internal sealed record AwsAccess
{
    /// <summary>What the statements ask whoever makes the roles.</summary>
    public IReadOnlyList<AccessParameter> Parameters { get; init; } = [];

    /// <summary>What the role for checks and observation may do.</summary>
    public IReadOnlyList<AccessStatement> Looks { get; init; } = [];

    /// <summary>What the role for approved steps may do.</summary>
    public IReadOnlyList<AccessStatement> Acts { get; init; } = [];
}
