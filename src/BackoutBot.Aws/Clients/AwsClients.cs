using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Halts;
using BackoutBot.Core.Ids;
using Microsoft.Extensions.Options;

namespace BackoutBot.Aws.Clients;

/// <summary>
/// Opens sessions under the two roles of an account. What a session is named and tagged is what CloudTrail shows: the backout, the action
/// and who approved. Sessions are kept while they are in use, so credentials are asked for once in a quarter of an hour.
/// </summary>
public sealed class AwsClients
{
    /// <summary>How many approvers a session's tags name; the roles' trust policies allow these tags and no more.</summary>
    internal const int MaxApproverTags = 8;

    /// <summary>The session tag <c>action</c> of who only looks.</summary>
    internal const string VerifyAction = "verify";

    /// <summary>The session tag <c>action</c> of confirming a subscription.</summary>
    internal const string SubscribeAction = "confirm-subscription";

    /// <summary>The session tag <c>action</c> of seeing whether the write role can be assumed.</summary>
    internal const string TrialAction = "prepare";

    /// <summary>The session tag <c>approver1</c> of the same: nobody approved anything.</summary>
    internal const string TrialApprover = "nobody";

    private const string MayDoNothing = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";
    private const int MaxSessions = 128;
    private const string Self = "backoutbot";

    private readonly AwsOptions options;
    private readonly IWriteBan ban;
    private readonly IInstallation installation;
    private readonly ClientSettings settings;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Opened> sessions = new(StringComparer.Ordinal);

    /// <summary>Opens nothing yet.</summary>
    public AwsClients(IOptions<AwsOptions> options, IWriteBan ban, IInstallation installation, TimeProvider time)
    {
        this.installation = installation;
        this.ban = ban;
        this.options = options.Value;
        this.time = time;
        settings = new ClientSettings(this.options);
    }

    /// <summary>For checks and observation: the read role. Reads are tried again when throttled.</summary>
    public AwsSession Reader(AwsAccount account, BackoutId backout) =>
        Open(
            new RoleSession(
                account.Roles.Read,
                account.Roles.ExternalId,
                account.Region,
                NameOf(backout),
                Self,
                [new("backout", SessionText.Tag(backout.Value)), new("action", VerifyAction)]),
            mayRetry: true);

    /// <summary>Makes one call of an approved step, under the write role; asks right before whether anything may be written.</summary>
    /// <exception cref="AwsCallException">It failed, or was not made because nothing may be written.</exception>
    public async Task<T> WriteAsync<T>(AwsAccount account, StepExecution execution, string api, string resource, Func<AwsSession, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse =>
        await ban.ReasonAsync(cancellationToken) is { } reason
            ? throw new AwsCallException(new AwsFailure(AwsFailureKind.Banned, $"{api} on {resource} waits. {reason}", "It goes on by itself when writing is allowed again."))
            : await Writer(account, execution).CallAsync(api, resource, call, cancellationToken);

    /// <summary>For an approved step: the write role. Nothing is tried again behind our back.</summary>
    internal AwsSession Writer(AwsAccount account, StepExecution execution)
    {
        var approvers = execution.Approvers.Take(MaxApproverTags).Select(approver => approver.Value).ToArray();
        return Open(
            new RoleSession(
                account.Roles.Write,
                account.Roles.ExternalId,
                account.Region,
                NameOf(execution.Backout),
                SessionText.Name(approvers.FirstOrDefault() ?? Self),
                [
                    new("backout", SessionText.Tag(execution.Backout.Value)),
                    new("action", SessionText.Tag(execution.Step.Action)),
                    .. approvers.Select((approver, index) => new KeyValuePair<string, string>($"approver{index + 1}", SessionText.Tag(approver))),
                ]),
            mayRetry: false);
    }

    /// <summary>
    /// For confirming a subscription to a topic that a plan file names: the write role. There is no backout, and the plan file is what
    /// approved it; the tags say so.
    /// </summary>
    public AwsSession Subscriber(AwsAccount account, TopicArn topic) =>
        Open(
            new RoleSession(
                account.Roles.Write,
                account.Roles.ExternalId,
                topic.Region,
                SessionText.Name($"bo-{installation.Id}-subscribe-{topic.Name}"),
                Self,
                [new("backout", "none"), new("action", SubscribeAction), new("approver1", "plan-file")]),
            mayRetry: true);

    /// <summary>Sees whether the read role can be assumed, as checks and observation do.</summary>
    internal Task<RoleTrial> TryReaderAsync(AwsAccount account, BackoutId backout, CancellationToken cancellationToken) => Reader(account, backout).TryAsync(cancellationToken);

    /// <summary>
    /// Sees whether the write role can be assumed, by a session that may do nothing and that nobody gets. Its tags are those that the role's
    /// trust asks for; nobody has approved anything, and they say so.
    /// </summary>
    internal async Task<RoleTrial> TryWriterAsync(AwsAccount account, BackoutId backout, CancellationToken cancellationToken)
    {
        var role = new RoleSession(
            account.Roles.Write,
            account.Roles.ExternalId,
            account.Region,
            NameOf(backout),
            Self,
            [new("backout", SessionText.Tag(backout.Value)), new("action", TrialAction), new("approver1", TrialApprover)])
        {
            Policy = MayDoNothing,
        };
        using var sts = Sts(role.Region);
        using var credentials = new AssumedRoleCredentials(sts, role, settings.Deadline(mayRetry: true), time);
        return await RoleTrial.OfAsync(credentials, cancellationToken);
    }

    /// <summary>The ARN that a role's trust policy names to let the bot assume it; null where AWS does not tell.</summary>
    internal async Task<string?> OwnIdentityAsync(string region, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(settings.Deadline(mayRetry: true), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var sts = Sts(region);
            return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), both.Token)).Arn is { Length: > 0 } arn ? OwnIdentity.PrincipalOf(arn) : null;
        }
        catch (Exception e) when (AwsFailure.IsOfCall(e, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>What the sessions of a backout are named: what CloudTrail shows.</summary>
    internal string NameOf(BackoutId backout) => SessionText.Name($"bo-{installation.Id}-{backout}");

    private AwsSession Open(RoleSession role, bool mayRetry)
    {
        lock (gate)
        {
            if (sessions.TryGetValue(role.Id, out var known))
            {
                known.LastUsed = time.GetUtcNow();
                return known.Session;
            }

            if (sessions.Count >= MaxSessions)
            {
                // Not disposed: somebody may be in the middle of a call, and the SDK shares the connections anyway.
                sessions.Remove(sessions.MinBy(entry => entry.Value.LastUsed).Key);
            }

            var session = new AwsSession(role, new AssumedRoleCredentials(Sts(role.Region), role, settings.Deadline(mayRetry: true), time), settings, mayRetry, time);
            sessions.Add(role.Id, new Opened(session) { LastUsed = time.GetUtcNow() });
            return session;
        }
    }

    private AmazonSecurityTokenServiceClient Sts(string region)
    {
        // Asking twice for credentials changes nothing.
        var config = settings.For(new AmazonSecurityTokenServiceConfig(), region, mayRetry: true);
        return string.IsNullOrEmpty(options.AccessKey)
            ? new AmazonSecurityTokenServiceClient(config)
            : new AmazonSecurityTokenServiceClient(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    private sealed class Opened(AwsSession session)
    {
        public AwsSession Session => session;

        public DateTimeOffset LastUsed { get; set; }
    }
}
