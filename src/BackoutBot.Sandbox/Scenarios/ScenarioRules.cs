using System.Text.RegularExpressions;
using BackoutBot.Sandbox.Parts.Alarms;
using BackoutBot.Sandbox.Parts.CodeDeploy;
using BackoutBot.Sandbox.Parts.Databases;
using BackoutBot.Sandbox.Parts.Dns;
using BackoutBot.Sandbox.Parts.LoadBalancing;

namespace BackoutBot.Sandbox.Scenarios;

/// <summary>What must hold between the parts of a scenario; all faults are found, not only the first.</summary>
internal static partial class ScenarioRules
{
    internal sealed record Fault(IReadOnlyList<string> Path, string Message);

    public static IEnumerable<Fault> Check(Scenario s)
    {
        if (s.Account.Length != 12 || !s.Account.All(char.IsAsciiDigit))
        {
            yield return new(["account"], $"'{s.Account}' is not a 12-digit account id");
        }

        var versions = s.Revisions.Select(r => r.Version).ToHashSet();
        var topics = s.Topics.Select(t => t.Name).ToHashSet();
        var alarms = s.Alarms.Select(a => a.Name).ToHashSet();
        var records = s.HostedZone.Records.Select(r => r.Name).ToHashSet();

        foreach (var fault in Versions(s, versions).Concat(Topics(s, topics)).Concat(Queries(s)).Concat(Composites(s, alarms)).Concat(Records(s, records)).Concat(Targets(s)).Concat(Databases(s)).Concat(Durations(s)))
        {
            yield return fault;
        }

        if (s.Deployments.Instances.Count == 0)
        {
            yield return new(["deployments", "instances"], "at least one instance is needed");
        }

        // "Canaries can run as often as once per minute": Using synthetic monitoring.
        foreach (var (canary, i) in s.Canaries.Select((x, i) => (x, i)).Where(x => x.x.IntervalSeconds < 60))
        {
            yield return new(["canaries", $"{i}", "intervalSeconds"], $"{canary.Name} can't run every {canary.IntervalSeconds} s: a canary runs once a minute at most");
        }

        if (s.Notifications.SignatureVersion is not ("1" or "2"))
        {
            yield return new(["notifications", "signatureVersion"], $"'{s.Notifications.SignatureVersion}' is not a signature version of SNS; use \"1\" or \"2\"");
        }

        if (s.Notifications.Retries is < 0 or > 100)
        {
            yield return new(["notifications", "retries"], "SNS allows 0 to 100 retries");
        }

        if (s.Notifications.MinDelaySeconds <= 0 || s.Notifications.MaxDelaySeconds < s.Notifications.MinDelaySeconds)
        {
            yield return new(["notifications", "minDelaySeconds"], "the delays must be above 0, and the smallest no longer than the longest");
        }
    }

    private static IEnumerable<Fault> Versions(Scenario s, HashSet<string> versions)
    {
        Fault Unknown(string version, params string[] path) => new(path, $"there is no revision '{version}'; known: {List(versions)}");
        if (!versions.Contains(s.Deployments.Running))
        {
            yield return Unknown(s.Deployments.Running, "deployments", "running");
        }

        if (s.Story.Releases.Count == 0)
        {
            yield return new(["story", "releases"], "a story needs a release that goes out");
        }

        for (var i = 0; i < s.Story.Releases.Count; i++)
        {
            if (!versions.Contains(s.Story.Releases[i].Deploy))
            {
                yield return Unknown(s.Story.Releases[i].Deploy, "story", "releases", $"{i}", "deploy");
            }
        }

        for (var i = 0; i < s.Revisions.Count; i++)
        {
            if (s.Revisions[i] is { FailsAfter: not null, Unhealthy: true })
            {
                yield return new(["revisions", $"{i}", "failsAfter"], $"{s.Revisions[i].Version} can't fail at once and later: leave out 'unhealthy' or 'failsAfter'");
            }
        }

        for (var i = 0; i < s.Revisions.Count; i++)
        {
            if (s.Revisions[i].Bundle?.Restore is { } restore and not ("ongoing" or "done"))
            {
                yield return new(["revisions", $"{i}", "bundle", "restore"], $"'{restore}' is no restore: write 'ongoing' or 'done', or leave it out");
            }
        }

        for (var i = 0; i < s.Deployments.History.Count; i++)
        {
            if (!versions.Contains(s.Deployments.History[i].Version))
            {
                yield return Unknown(s.Deployments.History[i].Version, "deployments", "history", $"{i}", "version");
            }
        }
    }

    private static IEnumerable<Fault> Topics(Scenario s, HashSet<string> topics)
    {
        var uses = s.Alarms.Select((a, i) => (a.Topic, Path: new[] { "alarms", $"{i}", "topic" }))
            .Concat(s.CompositeAlarms.Select((a, i) => (a.Topic, Path: new[] { "compositeAlarms", $"{i}", "topic" })))
            .Append((s.Deployments.Topic, Path: ["deployments", "topic"]));
        return uses.Where(u => !topics.Contains(u.Topic)).Select(u => new Fault(u.Path, $"there is no topic '{u.Topic}'; known: {List(topics)}"));
    }

    // ScheduleConfiguration, CloudWatch API reference.
    private static IEnumerable<Fault> Queries(Scenario s)
    {
        for (var i = 0; i < s.Alarms.Count; i++)
        {
            if (s.Alarms[i].Logs is not { } query)
            {
                continue;
            }

            if (!Rate().IsMatch(query.Schedule))
            {
                yield return new(["alarms", $"{i}", "logs", "schedule"], $"'{query.Schedule}' is no rate, such as rate(5 minutes)");
            }

            if (query.EndOffset < 0 || query.EndOffset >= query.StartOffset)
            {
                yield return new(["alarms", $"{i}", "logs", "endOffset"], "the range ends after it begins, and before the query runs: 0 or more, and less than startOffset");
            }

            if (query.Results < 1)
            {
                yield return new(["alarms", $"{i}", "logs", "results"], "at least one result is judged");
            }
        }
    }

    private static IEnumerable<Fault> Composites(Scenario s, HashSet<string> metrics)
    {
        string[] alarms = [.. metrics, .. s.CompositeAlarms.Select(a => a.Name)];
        for (var i = 0; i < s.CompositeAlarms.Count; i++)
        {
            var composite = s.CompositeAlarms[i];
            if ((composite.AnyOf.Count == 0) == (composite.Rule is null))
            {
                yield return new(["compositeAlarms", $"{i}"], $"{composite.Name} needs either 'anyOf' or a 'rule'");
                continue;
            }

            string? wrong = null;
            IReadOnlyList<string> children = [];
            try
            {
                children = AlarmRule.Parse(AlarmNotification.RuleText(s, composite)).Children;
            }
            catch (FormatException e)
            {
                wrong = e.Message;
            }

            if (wrong is not null)
            {
                yield return new(["compositeAlarms", $"{i}", "rule"], wrong);
            }

            foreach (var child in children.Append(composite.Suppressor).OfType<string>().Where(child => !alarms.Contains(child)))
            {
                yield return new(["compositeAlarms", $"{i}", composite.Rule is null ? "anyOf" : "rule"], $"there is no alarm '{child}'; known: {List(alarms)}");
            }
        }
    }

    private static IEnumerable<Fault> Targets(Scenario s)
    {
        var targets = s.Deployments.Instances.Select((one, i) => (one.Id, State: one.Target ?? "healthy", one.Reason, Path: (string[])["deployments", "instances", $"{i}"]))
            .Concat(s.LoadBalancer.OtherTargetGroups.SelectMany((group, g) => group.Targets.Select((one, i) => (one.Id, State: one.Target, one.Reason, Path: (string[])["loadBalancer", "otherTargetGroups", $"{g}", "targets", $"{i}"]))));
        foreach (var (id, state, reason, path) in targets)
        {
            if (!TargetReason.States.Contains(state))
            {
                yield return new([.. path, "target"], $"{id} can't be '{state}'; a target is one of {List(TargetReason.States)}");
            }
            else if (reason is not null && TargetReason.Find(state, reason) is null)
            {
                yield return new([.. path, "reason"], $"{id} can't be {state} for '{reason}'; that state's reasons: {List(TargetReason.CodesOf(state))}");
            }
        }

        var groups = s.LoadBalancer.TargetGroups.Select(group => group.Name).ToHashSet();
        if (s.Deployments.TargetGroupPair.Find(name => !groups.Contains(name)) is { } unknown)
        {
            yield return new(["deployments", "targetGroupPair"], $"there is no target group '{unknown}'; known: {List(groups)}");
        }

        foreach (var (to, l, i) in s.LoadBalancer.Listeners.SelectMany((listener, l) => (listener.Forward ?? []).Select((to, i) => (to, l, i))))
        {
            if (!groups.Contains(to.TargetGroup))
            {
                yield return new(["loadBalancer", "listeners", $"{l}", "forward", $"{i}", "targetGroup"], $"there is no target group '{to.TargetGroup}'; known: {List(groups)}");
            }

            if (to.Weight is < 0 or > 999)
            {
                yield return new(["loadBalancer", "listeners", $"{l}", "forward", $"{i}", "weight"], $"{to.Weight} is no weight: it is 0 to 999");
            }
        }
    }

    private static IEnumerable<Fault> Records(Scenario s, HashSet<string> records)
    {
        for (var i = 0; i < s.HostedZone.Records.Count; i++)
        {
            if (!RecordName.TryNormalize(s.HostedZone.Records[i].Name, out _))
            {
                yield return new(["hostedZone", "records", $"{i}", "name"], $"'{s.HostedZone.Records[i].Name}' is no name: write what is no printable ASCII as \\ and three octal digits");
            }
            else if (!s.HostedZone.Records[i].Name.EndsWith(s.HostedZone.Name, StringComparison.Ordinal))
            {
                yield return new(["hostedZone", "records", $"{i}", "name"], $"'{s.HostedZone.Records[i].Name}' is outside the zone {s.HostedZone.Name}; names end with a dot");
            }
            else if ((RecordRules.Fault(s.HostedZone.Records[i].ToState(), s.HostedZone.Name)
                ?? RecordRules.Conflict(s.HostedZone.Records[i].ToState(), s.HostedZone.Records.Take(i).Where(r => RecordName.TryNormalize(r.Name, out _)).Select(r => r.ToState()), s.HostedZone.Name)) is { } fault)
            {
                yield return new(["hostedZone", "records", $"{i}"], fault);
            }
        }

        for (var i = 0; i < s.Story.Releases.Count; i++)
        {
            if (!records.Contains(s.Story.Releases[i].MoveRecord.Name))
            {
                yield return new(["story", "releases", $"{i}", "moveRecord", "name"], $"there is no record '{s.Story.Releases[i].MoveRecord.Name}'; known: {List(records)}");
            }
        }

        for (var i = 0; i < s.Alarms.Count; i++)
        {
            if (s.Alarms[i].Clear is { } clear && !records.Contains(clear.Record))
            {
                yield return new(["alarms", $"{i}", "clear", "record"], $"there is no record '{clear.Record}'; known: {List(records)}");
            }
        }
    }

    private static IEnumerable<Fault> Databases(Scenario s)
    {
        var (instances, clusters) = (s.Databases.Select(d => d.Id).ToHashSet(), s.DatabaseClusters.Select(c => c.Id).ToHashSet());
        var named = s.Databases.SelectMany((d, i) => new[]
            {
                (Id: d.Cluster, Known: clusters, What: "cluster", Path: (string[])["databases", $"{i}", "cluster"]),
                (Id: d.ReplicaOfCluster, Known: clusters, What: "cluster", Path: ["databases", $"{i}", "replicaOfCluster"]),
                (Id: d.ReplicaOf is { } source && source.StartsWith("arn:", StringComparison.Ordinal) ? null : d.ReplicaOf, Known: instances, What: "database", Path: ["databases", $"{i}", "replicaOf"]),
            })
            .Concat(s.Snapshots.SelectMany((snapshot, i) => new[]
            {
                (Id: snapshot.Database, Known: instances, What: "database", Path: (string[])["snapshots", $"{i}", "database"]),
                (Id: snapshot.Cluster, Known: clusters, What: "cluster", Path: ["snapshots", $"{i}", "cluster"]),
            }));
        foreach (var (id, known, what, path) in named.Where(one => one.Id is not null && !one.Known.Contains(one.Id)))
        {
            yield return new(path, $"there is no {what} '{id}'; known: {List(known)}");
        }

        foreach (var (snapshot, i) in s.Snapshots.Select((x, i) => (x, i)).Where(x => (x.x.Database is null) == (x.x.Cluster is null)))
        {
            yield return new(["snapshots", $"{i}"], $"{snapshot.Id} is a snapshot either of a database or of a cluster");
        }
    }

    private static IEnumerable<Fault> Durations(Scenario s)
    {
        (double Seconds, string[] Path)[] all =
        [
            (s.Deployments.Seconds.Start, ["deployments", "seconds", "start"]),
            (s.Deployments.Seconds.Instance, ["deployments", "seconds", "instance"]),
            (s.Deployments.Seconds.Stop, ["deployments", "seconds", "stop"]),
            (s.LoadBalancer.Seconds.HealthChange, ["loadBalancer", "seconds", "healthChange"]),
            (s.LoadBalancer.Seconds.Listed, ["loadBalancer", "seconds", "listed"]),
            (s.HostedZone.Seconds.InSync, ["hostedZone", "seconds", "inSync"]),
            (s.HostedZone.Seconds.Listed, ["hostedZone", "seconds", "listed"]),
            (s.Metrics.Seconds.Late, ["metrics", "seconds", "late"]),
            .. s.Canaries.Select((c, i) => (c.RunSeconds, (string[])["canaries", $"{i}", "runSeconds"])),
            .. s.Revisions.Select((r, i) => (r.FailsAfter ?? 0, (string[])["revisions", $"{i}", "failsAfter"])),
            .. s.Alarms.SelectMany((a, i) => Of(a.Seconds, "alarms", i)),
            .. s.CompositeAlarms.SelectMany((a, i) => Of(a.Seconds, "compositeAlarms", i)),
        ];
        return all.Where(d => !double.IsFinite(d.Seconds) || d.Seconds < 0).Select(d => new Fault(d.Path, $"{d.Seconds} is not a duration in seconds"));

        static IEnumerable<(double Seconds, string[] Path)> Of(AlarmSeconds seconds, string list, int i) =>
            [(seconds.ToAlarm, [list, $"{i}", "seconds", "toAlarm"]), (seconds.ToOk, [list, $"{i}", "seconds", "toOk"])];
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^rate\([1-9]\d* (?:minute|hour|day)s?\)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
