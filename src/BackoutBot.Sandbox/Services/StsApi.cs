using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Signing;
using BackoutBot.Sandbox.Wire;

namespace BackoutBot.Sandbox.Services;

/// <summary>AWS STS, API version 2011-06-15.</summary>
internal sealed partial class StsApi(Scenario scenario, SandboxAccounts accounts)
{
    private const int ShortestSession = 900;

    // A role's own session is one hour by default, when the caller asks for nothing.
    private const int DefaultSession = 3600;

    // Expired credentials are remembered for a while, to be answered ExpiredToken.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public AwsApi Describe() => new()
    {
        SigningName = "sts",
        Name = "sts",
        Protocol = WireProtocol.Query,
        Version = "2011-06-15",
        Namespace = "https://sts.amazonaws.com/doc/2011-06-15/",
        Operations =
        [
            new("AssumeRole", Mutating: false, ["RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId", "SourceIdentity", "Tags", "TransitiveTagKeys", "Policy"], AssumeRole)
            {
                Saved = true,
                Resource = request => request.Query!["RoleArn"],
            },
            new("GetCallerIdentity", Mutating: false, [], GetCallerIdentity),
        ],
    };

    private XmlReply GetCallerIdentity(OperationCall call) => new(
        Xml.Field("Arn", call.Principal.Arn),
        Xml.Field("UserId", call.Principal.UserId),
        Xml.Field("Account", scenario.Account));

    private XmlReply AssumeRole(OperationCall call)
    {
        var arn = call.Query.Required("RoleArn");
        var name = Checked("roleSessionName", call.Query.Required("RoleSessionName"));
        var source = call.Query["SourceIdentity"] is { } given ? Checked("sourceIdentity", given) : null;
        var tags = Tags(call.Query);
        var mayDoNothing = call.Query["Policy"] is { } policy && DeniesAll(policy);
        if (accounts.FindRole(arn) is not ({ } owner, { } role) || !(role.Trusts ?? [owner.Id]).Contains(scenario.Account) || (role.ExternalId is { } id && call.Query["ExternalId"] != id))
        {
            // AWS does not say whether there is such a role.
            throw Denied(call.Principal, "AssumeRole", arn);
        }

        Require(call.Principal, "TagSession", arn, tags.Count > 0);
        Require(call.Principal, "SetSourceIdentity", arn, source is not null);
        var expiresAt = call.Now.AddSeconds(Duration(call.Query, role));
        var session = owner.Id == scenario.Account ? Enter(call.State) : owner.Account.Change((state, _) => Enter(state));
        call.Did($"assume {role.Name}{(mayDoNothing ? " and may do nothing" : "")}", arn, evidence: null, changed: false);
        return new XmlReply(
            new System.Xml.Linq.XElement(
                "AssumedRoleUser",
                Xml.Field("AssumedRoleId", $"{role.Id}:{name}"),
                Xml.Field("Arn", $"arn:{owner.Scenario.Partition}:sts::{owner.Id}:assumed-role/{role.Name}/{name}")),
            new System.Xml.Linq.XElement(
                "Credentials",
                Xml.Field("AccessKeyId", session.AccessKeyId),
                Xml.Field("SecretAccessKey", session.SecretAccessKey),
                Xml.Field("SessionToken", session.Token),
                // STS gives whole seconds.
                Xml.Field("Expiration", session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))),
            Xml.Field("SourceIdentity", source));

        SessionState Enter(AccountState state)
        {
            var entered = new SessionState
            {
                AccessKeyId = state.NewAccessKeyId(),
                SecretAccessKey = AccountIds.NewSecret(),
                Token = AccountIds.NewSessionToken(),
                Role = role.Name,
                SessionName = name,
                SourceIdentity = source,
                Tags = tags,
                MayDoNothing = mayDoNothing,
                ExpiresAt = expiresAt,
            };
            state.Sessions.RemoveAll(s => s.ExpiresAt < call.Now - Remembered);
            state.Sessions.Add(entered);
            return entered;
        }
    }

    // "Session policies", IAM user guide: what a session may do is what both the role's policies and this one allow. Of these the sandbox knows one.
    private static bool DeniesAll(string policy)
    {
        try
        {
            return JsonNode.Parse(policy)?["Statement"] is JsonArray statements && statements.Any(one => Is(one, "Effect", "Deny") && Is(one, "Action", "*") && Is(one, "Resource", "*"))
                ? true
                : throw new AwsException("MalformedPolicyDocument", "The sandbox takes no other session policy than one that denies everything: Effect Deny, Action *, Resource *.");
        }
        catch (JsonException)
        {
            throw new AwsException("MalformedPolicyDocument", "The policy is not in the valid JSON format.");
        }

        static bool Is(JsonNode? statement, string key, string value) => statement?[key] is JsonValue found && found.TryGetValue(out string? text) && text == value;
    }

    private static int Duration(QueryParameters query, Role role)
    {
        var seconds = query.Integer("DurationSeconds") ?? Math.Min(DefaultSession, role.MaxSessionSeconds);
        if (seconds < ShortestSession)
        {
            throw Invalid($"Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to {ShortestSession}");
        }

        return seconds <= role.MaxSessionSeconds
            ? seconds
            : throw new AwsException("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    private static Dictionary<string, string> Tags(QueryParameters query)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in query.Structures("Tags"))
        {
            var (key, value) = (tag.Required("Key"), tag["Value"] ?? "");
            if (!TagForm().IsMatch(key) || key.Length > 128 || !TagForm().IsMatch(value) || value.Length > 256)
            {
                throw Invalid($"Value at 'tags' failed to satisfy constraint: key (up to 128) and value (up to 256) must satisfy regular expression pattern: {TagForm()}; it was '{key}' = '{value}'");
            }

            if (!tags.TryAdd(key, value))
            {
                throw new AwsException("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }

        return tags.Count <= 50 ? tags : throw Invalid("Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
    }

    private static string Checked(string parameter, string value) => NameForm().IsMatch(value)
        ? value
        : throw Invalid($"Value '{value}' at '{parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* with a length of 2 to 64");

    private static void Require(Principal principal, string action, string resource, bool needed)
    {
        if (needed && !principal.May($"sts:{action}"))
        {
            throw Denied(principal, action, resource);
        }
    }

    private static AwsException Denied(Principal principal, string action, string resource) =>
        new("AccessDenied", $"User: {principal.Arn} is not authorized to perform: sts:{action} on resource: {resource}", 403);

    private static AwsException Invalid(string message) => new("ValidationError", $"1 validation error detected: {message}");

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}\z", RegexOptions.ECMAScript, matchTimeoutMilliseconds: 500)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex TagForm();
}
