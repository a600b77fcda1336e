using Amazon;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Resources;

/// <summary>What one service has on AWS, as the <c>aws</c> part of its plan file says.</summary>
/// <param name="Accounts">The accounts, the service's own first.</param>
/// <param name="Topics">The SNS topic ARNs whose messages may speak of this service: part of the intake's allow-list.</param>
/// <param name="Resources">Everything else, of all parts.</param>
public sealed record AwsService(IReadOnlyList<AwsAccount> Accounts, IReadOnlyList<string> Topics, IReadOnlyList<AwsResource> Resources)
{
    /// <summary>The service's own account: of what names no other.</summary>
    public AwsAccount Own => Accounts[0];

    /// <summary>What it has of one kind, in the file's order.</summary>
    public IEnumerable<T> Of<T>()
        where T : AwsResource => Resources.OfType<T>();

    /// <summary>What a step works on of one kind: those that it names, or all.</summary>
    public IEnumerable<T> For<T>(StepDefinition step)
        where T : AwsResource => Of<T>().Where(resource => step.WorksOn(resource.Id));

    /// <summary>The account and region that an ARN tells; the service's own where the file lists no such.</summary>
    public AwsAccount AccountOf(string arn) =>
        Arn.TryParse(arn, out var parsed) && Accounts.FirstOrDefault(account => account.Id == parsed.AccountId && account.Region == parsed.Region) is { } account ? account : Own;
}
