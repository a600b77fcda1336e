using BackoutBot.Aws.Access;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>How the service is seen from outside.</summary>
internal sealed class FrontDoorPart : IAwsPart
{
    private const string Http = "http";
    private const string HealthCheck = "healthCheck";
    private const string Canary = "canary";
    private const string Metric = "metric";
    private const string None = "none";

    /// <inheritdoc />
    public string Key => "frontDoor";

    /// <inheritdoc />
    public IReadOnlyList<PlanAction> Actions { get; } =
        [];

    /// <inheritdoc />
    public AwsAccess Access => FrontDoorAccess.Needed;

    /// <inheritdoc />
    public IEnumerable<AwsResource> Read(AwsPartReader reader)
    {
        if (reader.Section.OptionalChild(Key, "How the service is seen from outside. Until a good answer was seen there, no rollback is proven.") is not { } section)
        {
            return [];
        }

        var http = section.OptionalChild(Http, "A request from the bot, as a customer would make it.") is { } request ? ReadHttp(reader, request) : null;
        var healthCheck = section.OptionalText(HealthCheck, FrontDoorRules.HealthCheck, "The id of a Route 53 health check of the service's endpoint, whose checkers tell how it is seen.") is { } check
            ? new HealthCheckFrontDoor(check.Value) { Id = Key, Account = reader.Own }
            : null;
        var canary = section.OptionalText(Canary, FrontDoorRules.Canary, "The name of a CloudWatch Synthetics canary that does what a customer does.") is { } name
            ? new CanaryFrontDoor(name.Value) { Id = Key, Account = reader.Own }
            : null;
        var metric = section.OptionalChild(Metric, "What the targets of the load balancer answer to whoever comes, as CloudWatch counts it for each of aws.targetGroups.") is { } share ? ReadMetric(reader, section, share) : null;
        var none = section.OptionalText(None, TextRules.Reason, "Why it can't be seen from outside; a person then attests item 12.1.") is { } reason
            ? new NoFrontDoor(reason.Value) { Id = Key, Account = reader.Own }
            : null;
        string[] forms = [Http, HealthCheck, Canary, Metric, None];
        var said = forms.Where(section.Has).ToArray();
        if (!section.NeedsOneOf(forms))
        {
            section.Fault(null, "it does not say how the service is seen", $"add '{Http}:', '{HealthCheck}:', '{Canary}:' or '{Metric}:', or '{None}:' with the reason");
        }
        else if (said.Length > 1)
        {
            var other = said[^1];
            section.Fault(other, other == None ? "the service is seen from outside and is not" : "the service is seen from outside in more than one way", "keep one of them");
        }

        section.Close();
        return [.. new AwsResource?[] { http, healthCheck, canary, metric, none }.OfType<AwsResource>()];
    }

    /// <inheritdoc />
    public IEnumerable<ResourceKey> SignalKeys(AwsResource resource) =>
        [];

    /// <inheritdoc />
    public void Register(IServiceCollection services) => services
        .AddSingleton<HttpProbe>()
        .AddSingleton<ICheck, Item12_1_FrontDoor>()
        .AddSingleton<ICheck, Item12_1_HealthCheck>()
        .AddSingleton<ICheck, Item12_1_Canary>()
        .AddSingleton<ICheck, Item12_1_TargetAnswers>()
        .AddSingleton<ICheck, Item12_1_NotSeenFromOutside>();

    private MetricFrontDoor ReadMetric(AwsPartReader reader, Section section, Section metric)
    {
        var atLeast = metric.Count("atLeast", 95, "How many percent of the requests the targets must answer with 2xx.");
        metric.Close();
        if (atLeast is { Value: > 100 })
        {
            metric.Fault(atLeast, $"{atLeast.Value} % is more than all", "write one from 1 to 100");
        }

        if (!reader.Section.HasEntries("targetGroups"))
        {
            section.Fault(Metric, "there is no target group whose answers could be counted", "add 'targetGroups:' to aws, or say another way to see the service");
        }

        return new MetricFrontDoor(atLeast?.Value ?? 95) { Id = Key, Account = reader.Own };
    }

    private HttpFrontDoor? ReadHttp(AwsPartReader reader, Section section)
    {
        var url = section.Text("url", FrontDoorRules.Url, "What is asked for. A redirect is followed on the same host only.");
        var host = section.OptionalText("host", FrontDoorRules.Host, "The name to ask for, in Host and in TLS, where it is not that of the URL.");
        var status = section.Count("status", 200, "The status of a good answer.");
        var text = section.OptionalText("text", TextRules.Any, "What the first 64 KB of a good answer hold.");
        var version = section.OptionalText("version", FrontDoorRules.Version, "What an answer of the release that one goes back to holds, {version} standing for its version; {version of <id>} for that of one of several deployment groups.");
        var group = version is null ? null : VersionedGroup(reader, section, version);
        var caFile = section.OptionalText("caFile", TextRules.Any, "A PEM file, on the bot's machine, of the only authorities that its certificate may come from.");
        SecretHeader? header = null;
        if (section.OptionalChild("header", "A header with a secret, which is sent to that host only.") is { } secret)
        {
            var name = secret.Text("name", FrontDoorRules.HeaderName, "The header's name.");
            var setting = secret.Text("secret", FrontDoorRules.Secret, "The name of the setting, under Secrets, that holds its value.");
            secret.Close();
            header = name is not null && setting is not null ? new SecretHeader(name.Value, setting.Value) : null;
            if (header is not null && url is not null && url.Value.StartsWith("http:", StringComparison.Ordinal))
            {
                secret.Fault("secret", "a secret would go over plain http", "write the url with https");
            }
        }

        if (status is { Value: < 200 or > 599 })
        {
            section.Fault(status, $"{status.Value} is the status of no answer", "write one from 200 to 599");
        }

        section.Close();
        if (url is null)
        {
            return null;
        }

        if (!Uri.TryCreate(url.Value, UriKind.Absolute, out var address))
        {
            section.Fault(url, $"'{url.Value}' is no address", FrontDoorRules.Url.Fix);
            return null;
        }

        return new HttpFrontDoor(address, host?.Value, status?.Value ?? 200, text?.Value, version?.Value, caFile?.Value, header) { Group = group, Id = Key, Account = reader.Own };
    }

    private static CodeDeployTarget? VersionedGroup(AwsPartReader reader, Section section, Located<string> version)
    {
        CodeDeployTarget[] groups = [.. reader.Known.OfType<CodeDeployTarget>().DistinctBy(group => group.Component)];
        var named = HttpFrontDoor.VersionMark().Match(version.Value).Groups["group"].Value;
        if (named.Length > 0)
        {
            var found = Array.Find(groups, group => group.Id == named);
            if (found is null)
            {
                section.Fault(version, $"there is no deployment group '{named}'", $"name one of aws.codeDeploy{(groups.Length > 0 ? $": {string.Join(", ", groups.Select(group => group.Id))}" : "")}");
            }

            return found;
        }

        if (groups.Length > 1)
        {
            var mark = $"{{version of {groups[0].Id}}}";
            section.Fault(version, $"the service has {groups.Length} deployment groups, each with a version of its own", $"name the one that answers there, such as {mark}");
        }

        return groups.Length == 1 ? groups[0] : null;
    }
}
