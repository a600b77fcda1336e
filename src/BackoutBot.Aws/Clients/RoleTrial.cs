using Amazon.Runtime;
using BackoutBot.Aws.Failures;

namespace BackoutBot.Aws.Clients;

/// <summary>What came of assuming a role to see whether it can be.</summary>
internal abstract record RoleTrial
{
    /// <summary>STS gave a session.</summary>
    /// <param name="RequestId">The id under which AWS logged the call.</param>
    public sealed record Assumed(string RequestId) : RoleTrial;

    /// <summary>STS gave none, and will give none until somebody mends it.</summary>
    /// <param name="Code">AWS's error code, such as <c>AccessDenied</c>.</param>
    /// <param name="Said">What AWS said, in one line.</param>
    /// <param name="RequestId">The id under which AWS logged the call; empty where it gave none.</param>
    /// <param name="Failure">What it means.</param>
    public sealed record Refused(string Code, string Said, string RequestId, AwsFailure Failure) : RoleTrial;

    /// <summary>Whether it can be assumed was not to be seen.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record NotKnown(AwsFailure Failure) : RoleTrial;

    /// <summary>Assumes the role of these credentials, unless that was done within the last minute.</summary>
    public static async Task<RoleTrial> OfAsync(AssumedRoleCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            return new Assumed(await credentials.AssumeAsync(SeenWithin).WaitAsync(cancellationToken));
        }
        catch (RoleNotAssumedException e)
        {
            var failure = AwsFailure.Of(e.InnerException!, new AwsCall("sts:AssumeRole", $"role {e.RoleArn}", "the bot's own identity"));
            return !failure.MayPass && e.InnerException is AmazonServiceException answer
                ? new Refused(answer.ErrorCode, LogText.Clip(answer.Message), answer.RequestId ?? "", failure)
                : new NotKnown(failure);
        }
    }

    // The checks that run beside it assume the same role.
    private static readonly TimeSpan SeenWithin = TimeSpan.FromMinutes(1);
}
