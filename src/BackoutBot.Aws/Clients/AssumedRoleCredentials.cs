using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace BackoutBot.Aws.Clients;

/// <summary>
/// The credentials of one role session, renewed shortly before they expire. The SDK's own AssumeRoleAWSCredentials chooses its STS endpoint
/// by itself; ours is told which, so that it is the regional one, or the sandbox's.
/// </summary>
internal sealed class AssumedRoleCredentials(IAmazonSecurityTokenService sts, RoleSession session, TimeSpan deadline, TimeProvider time) : AWSCredentials, IDisposable
{
    // The shortest that AssumeRole grants.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(900);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(3);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile Held? held;

    /// <summary>
    /// The SDK's signer asks this way, in the middle of an asynchronous call. <see cref="AwsSession.CallAsync"/> has seen to it that they are
    /// here by then; only who uses a client without it waits, on a thread of the pool.
    /// </summary>
    public override ImmutableCredentials GetCredentials() =>
        Current() ?? Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (Current() is { } known)
        {
            return known;
        }

        await gate.WaitAsync();
        try
        {
            return Current() ?? (await RenewAsync()).Credentials;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Assumes the role anew, unless it was assumed not longer than <paramref name="ago"/>.</summary>
    /// <returns>The id under which AWS logged the call.</returns>
    /// <exception cref="RoleNotAssumedException">It could not be assumed. What is held stays.</exception>
    public async Task<string> AssumeAsync(TimeSpan ago)
    {
        await gate.WaitAsync();
        try
        {
            return (held is { } now && now.At >= time.GetUtcNow() - ago ? now : await RenewAsync()).RequestId;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Throws away credentials that AWS does not accept, be they revoked or over early, so that the role is assumed anew.</summary>
    /// <param name="refused">Those; where others have taken their place by now, these stay.</param>
    public void Drop(ImmutableCredentials refused)
    {
        if (held is { } now && ReferenceEquals(now.Credentials, refused))
        {
            Interlocked.CompareExchange(ref held, null, now);
        }
    }

    public void Dispose() => gate.Dispose();

    private ImmutableCredentials? Current() => held is { } now && now.Until > time.GetUtcNow() ? now.Credentials : null;

    private async Task<Held> RenewAsync()
    {
        var asked = time.GetUtcNow();
        using var timer = new CancellationTokenSource(deadline, time);
        try
        {
            var answer = await sts.AssumeRoleAsync(new AssumeRoleRequest
            {
                RoleArn = session.RoleArn,
                RoleSessionName = session.Name,
                ExternalId = session.ExternalId,
                SourceIdentity = session.SourceIdentity,
                DurationSeconds = (int)Lifetime.TotalSeconds,
                Tags = [.. session.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
                Policy = session.Policy,
            },
            timer.Token);
            var credentials = new ImmutableCredentials(answer.Credentials.AccessKeyId, answer.Credentials.SecretAccessKey, answer.Credentials.SessionToken);
            var renewed = new Held(credentials, answer.ResponseMetadata?.RequestId ?? "", asked, asked + Lifetime - RenewBefore);
            held = renewed;
            return renewed;
        }
        catch (Exception e)
        {
            throw new RoleNotAssumedException(session.RoleArn, e);
        }
    }

    private sealed record Held(ImmutableCredentials Credentials, string RequestId, DateTimeOffset At, DateTimeOffset Until);
}
