using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Route53;
using Amazon.Route53.Model;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Aws.Runbooks;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>
/// Puts Route 53 record sets back as they were captured. Each batch deletes exactly what was approved to be replaced and creates what was
/// captured: Route 53 takes all of it or, when somebody changed a record meanwhile, nothing. A record that was not there is deleted again.
/// </summary>
internal sealed class Route53RevertAction(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time)
    : AwsAction(ActionName, catalogue, clients, time), IUndoable
{
    /// <summary>The name by which plan files and plans refer to it.</summary>
    public const string ActionName = "route53-revert";

    // When a change was first seen in sync. Forgotten by a restart, which makes the wait longer, never shorter.
    private readonly ConcurrentDictionary<string, DateTimeOffset> inSyncSince = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public override StepPace PaceOf(PlanStep step) => new((RecordSteps.Propagation * 5) + (step.Settling ?? TimeSpan.Zero), TimeSpan.FromSeconds(10));

    protected override async Task<IReadOnlyList<CapturedState>> CaptureAsync(ActionContext context, AwsService resources, AwsLook look)
    {
        var records = resources.Of<DnsRecord>().ToArray();
        var read = await look.ReadAsync(records);
        return
        [
            .. records.Select(record => read[record] is { Failure: { } unread }
                ? CapturedState.NotRead(ActionName, NameOf(record, records), unread.Failure.Reason)
                : CapturedRecord.Of(record, read[record].Set).ToState(NameOf(record, records))),
        ];
    }

    protected override async Task<PlanningOutcome> PlanAsync(ActionContext context, StepDefinition definition, RestorePoint? restorePoint, AwsService resources, AwsLook look)
    {
        var records = resources.For<DnsRecord>(definition).ToArray();
        var all = resources.Of<DnsRecord>().ToArray();
        var captured = CapturedRecord.AllOf(restorePoint);
        var changes = new List<RecordChange>();
        var asCaptured = new List<string>();
        var kept = new List<RecordChange>();
        var problems = new List<PlanningOutcome.Impossible>();
        foreach (var (record, current) in records.Zip(await look.RecordSetsAsync(records)))
        {
            if (captured.FirstOrDefault(one => one.IsOf(record)) is not { } target)
            {
                problems.Add(NotCaptured(context.Service, record, NameOf(record, all), restorePoint));
            }
            else if (target.Set is { IsWhole: false })
            {
                problems.Add(NotCaptured(context.Service, record, "an earlier version captured it without its routing."));
            }
            else if ((current?.TrafficPolicyInstanceId ?? target.Set?.TrafficPolicyInstanceId) is { } policy)
            {
                problems.Add(new PlanningOutcome.Impossible(TrafficPolicy.SentenceOf(record, policy), TrafficPolicy.Fix));
            }
            else if (context.IsLeftAsItIs(Name, NameOf(record, all)))
            {
                asCaptured.Add(record.Told);
            }
            else if (!Equals(current, target.Set))
            {
                changes.Add(new RecordChange(record.HostedZoneId, current, target.Set) { Resource = NameOf(record, all) });
            }
            else
            {
                asCaptured.Add(record.Told);
                kept.AddRange(current is null ? [] : [new RecordChange(record.HostedZoneId, current, current) { Resource = NameOf(record, all) }]);
            }
        }

        foreach (var together in changes.GroupBy(change => change.HostedZoneId, StringComparer.Ordinal).SelectMany(RecordBatches.TooLarge).ToArray())
        {
            problems.Add(TooLarge(together));
            changes.RemoveAll(together.Contains);
        }

        if (changes.Count > 0)
        {
            return new PlanningOutcome.Planned(RecordSteps.PuttingBack(definition.Id, definition.After, changes, kept)) { Without = problems };
        }

        var rest = asCaptured.Count > 0 ? $"{string.Join(", ", asCaptured)}: as captured{(context.Moved.Any(moved => moved.Action == Name) ? ", or left as it is" : "")}." : "";
        return problems.Count == 0
            ? new PlanningOutcome.NotNeeded(rest) { Keeps = kept.Count > 0 ? RecordSteps.Keeping(definition.Id, definition.After, kept) : null }
            : new PlanningOutcome.Impossible($"{string.Join(' ', problems.Select(problem => problem.Reason))} {rest}".TrimEnd(), problems[0].Fix);
    }

    /// <inheritdoc />
    public Task<PlanningOutcome> PlanUndoAsync(ActionContext context, PlanStep done, CancellationToken cancellationToken) => PlannedAsync(
        context,
        async (resources, look) =>
        {
            var changes = new List<RecordChange>();
            foreach (var (change, current) in await CurrentAsync(Input(done, DnsJson.Default.RecordsInput).Changes, look))
            {
                if (Equals(current, change.Target))
                {
                    changes.Add(new RecordChange(change.HostedZoneId, change.Target, change.Before));
                }
                else if (!Equals(current, change.Before))
                {
                    return new PlanningOutcome.Impossible(
                        $"{change.Record} is {RecordChange.AnswerOf(current, change.Target)}: somebody changed it after «{done.Title}» had made it {RecordChange.AnswerOf(change.Target, current)}.",
                        $"Find out who, and why. If it is still to be {RecordChange.AnswerOf(change.Before, current)}, put it there by hand.");
                }
            }

            if (changes.GroupBy(change => change.HostedZoneId, StringComparer.Ordinal).SelectMany(RecordBatches.TooLarge).FirstOrDefault() is { } together)
            {
                return TooLarge(together);
            }

            return changes.Count > 0
                ? new PlanningOutcome.Planned(RecordSteps.PuttingBack(done.Id, done.After, changes, kept: []))
                : new PlanningOutcome.NotNeeded("Every record is as it was before already.");
        },
        cancellationToken);

    /// <summary>The name of a record in restore points; where another zone has one of that name and type, with its zone.</summary>
    private static string NameOf(DnsRecord record, IReadOnlyList<DnsRecord> all)
    {
        var name = $"{DomainName.Readable(record.Name)} {record.Type} {record.SetIdentifier}".TrimEnd();
        return all.Any(other => other.HostedZoneId != record.HostedZoneId && (other.Name, other.Type, other.SetIdentifier) == (record.Name, record.Type, record.SetIdentifier))
            ? $"{name} in {record.HostedZoneId}"
            : name;
    }

    private static PlanningOutcome.Impossible NotCaptured(ServiceDefinition service, DnsRecord record, string called, RestorePoint? restorePoint)
    {
        var why = restorePoint?.Unread.FirstOrDefault(state => state.Action == ActionName && (state.Resource == called || state.Resource.Length == 0))?.Unread;
        return NotCaptured(service, record, why);
    }

    private static PlanningOutcome.Impossible NotCaptured(ServiceDefinition service, DnsRecord record, string? why) => new(
        $"{record.Told} was not captured{(why is null ? ", and Route 53 keeps no history." : $": {why}")}",
        $"See whether it is as it should be; if not, put it back by hand. Once this backout is over, a restore point that has it is taken by: prepare {service.Id}");

    private static PlanningOutcome.Impossible TooLarge(IReadOnlyList<RecordChange> together) => new(
        $"{string.Join(", ", together.Select(change => change.Record))} would have to change at once, and {RecordBatches.SizeOf(together)} are more than Route 53 takes in one change.",
        $"Put {(together.Count == 1 ? "it" : "them")} back by hand, in more than one change.");

    protected override async Task<IReadOnlyList<BasisFact>> ReadBasisAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var facts = await CurrentAsync(Input(step, DnsJson.Default.RecordsInput).All, look);
        return [.. facts.Select(fact => RecordSteps.FactOf(fact.Change, fact.Current))];
    }

    protected override async Task<string?> AmissAsync(ActionContext context, PlanStep step, AwsLook look)
    {
        var amiss = new List<string>();
        foreach (var (change, current) in await CurrentAsync(Input(step, DnsJson.Default.RecordsInput).All, look))
        {
            if (!Equals(current, change.Target))
            {
                amiss.Add($"{change.Record} is {RecordChange.AnswerOf(current, change.Target)}, and not {RecordChange.AnswerOf(change.Target, current)}.");
            }
        }

        return amiss.Count > 0 ? string.Join(' ', amiss) : null;
    }

    public override IEnumerable<(string Resource, AwsAccount Account)> PlacesOf(StepDefinition definition, AwsService resources) =>
        resources.For<DnsRecord>(definition).Select(record => (record.Id, record.Account));

    protected override IEnumerable<string> Writes(PlanStep step, AwsService resources) =>
        Input(step, DnsJson.Default.RecordsInput).Changes.Select(change => $"record {change.Record} in hosted zone {change.HostedZoneId}");

    protected override StepRunbook Runbook(ActionContext context, PlanStep step, AwsService resources) =>
        RecordsRunbook.Of(Input(step, DnsJson.Default.RecordsInput), context.Backout, zone => AccountOf(zone, resources));

    protected override async Task<Observation> ObserveAsync(StepExecution execution, string handle, AwsLook look)
    {
        var found = Handle(handle, DnsJson.Default.RecordsHandle);
        var changes = Input(execution, DnsJson.Default.RecordsInput).Changes;
        foreach (var (index, change) in found.Changes.Index())
        {
            var zone = found.Zones?[index] ?? changes[0].HostedZoneId;
            if ((await look.In(AccountOf(zone, look.Service)).DnsChangeAsync(change)).Status != ChangeStatus.INSYNC)
            {
                return new Observation.Running(10, "Route 53 passes the change on to its servers.");
            }
        }

        // What was found changed has no id to ask about, so the usual time for passing it on is allowed for.
        var since = found.Changes.Count > 0 ? inSyncSince.GetOrAdd(handle, Now) : found.At + RecordSteps.Propagation;
        var ttl = TimeSpan.FromSeconds(found.OldTtl);
        var left = since + ttl - Now;
        if (left > TimeSpan.Zero)
        {
            var percent = ttl > TimeSpan.Zero ? (int)Math.Clamp(90 - (80 * (left / ttl)), 10, 90) : 90;
            return new Observation.Running(percent, $"All of Route 53's servers answer anew. Resolvers may keep the old answer for {Math.Ceiling(left.TotalSeconds)} s more (its TTL was {found.OldTtl} s).") { IsSettling = await FirstOtherAsync(execution, look) is null };
        }

        return await VerifyAsync(execution, handle, look);
    }

    private async Task<Observation> VerifyAsync(StepExecution execution, string handle, AwsLook look)
    {
        if (await FirstOtherAsync(execution, look) is var (change, current))
        {
            return new Observation.Failed($"{change.Record} is {RecordChange.AnswerOf(current, change.Target)}, and not {RecordChange.AnswerOf(change.Target, current)}: somebody changed it after this step did.", "Find out who, then plan again.");
        }

        inSyncSince.TryRemove(handle, out _);
        return new Observation.Succeeded(string.Join("; ", Input(execution, DnsJson.Default.RecordsInput).Changes.Select(one => one.Target is null ? $"there is no {one.Record}" : $"{one.Record} is {one.Becomes}")).TrimEnd('.') + ".", look.Evidence);
    }

    /// <summary>The first record that is not as it should be, with what it is; null where all are.</summary>
    private static async Task<(RecordChange Change, RecordSet? Current)?> FirstOtherAsync(StepExecution execution, AwsLook look)
    {
        foreach (var (change, current) in await CurrentAsync(Input(execution, DnsJson.Default.RecordsInput).Changes, look))
        {
            if (!Equals(change.Target, current))
            {
                return (change, current);
            }
        }

        return null;
    }

    protected override async Task<StartOutcome> StartAsync(ActScope scope)
    {
        var changes = Input(scope.Execution, DnsJson.Default.RecordsInput).Changes;
        var pending = new List<RecordChange>();
        foreach (var (change, current) in await CurrentAsync(changes, scope.Look))
        {
            if (Equals(change.Target, current))
            {
                continue;
            }

            if (!Equals(change.Before, current))
            {
                return Superseded(change, current);
            }

            // A DELETE has to spell it as it stands there, be that another spelling than at planning.
            pending.Add(change with { Before = current });
        }

        var submitted = new List<string>();
        var zones = new List<string>();
        foreach (var batch in pending.GroupBy(change => change.HostedZoneId, StringComparer.Ordinal).SelectMany(RecordBatches.Of))
        {
            var zone = batch[0].HostedZoneId;
            var (changeId, outcome) = await SubmitAsync(scope, zone, batch);
            if (outcome is not null)
            {
                return outcome;
            }

            if (changeId is not null)
            {
                submitted.Add(changeId);
                zones.Add(zone);
            }
        }

        var oldTtl = changes.Max(change => change.OldTtl);
        var note = string.Join("; ", changes.Select(change => $"{change.Record}: {change.Was} → {change.Becomes}")).TrimEnd('.');
        return Started(new RecordsHandle(submitted, oldTtl, Now) { Zones = zones }, DnsJson.Default.RecordsHandle, submitted.Count > 0 ? $"{note}." : $"Changed already: {note}.");
    }

    // The change's id, or none where the records were found changed; or why not.
    private static async Task<(string? ChangeId, StartOutcome? Outcome)> SubmitAsync(ActScope scope, string zone, IReadOnlyList<RecordChange> changes)
    {
        try
        {
            var answer = await scope.ChangeAsync(
                RecordOf(changes[0], scope.Resources).Account,
                "route53:ChangeResourceRecordSets",
                $"hosted zone {zone}",
                (aws, cancel) => aws.Dns.ChangeResourceRecordSetsAsync(
                    new ChangeResourceRecordSetsRequest
                    {
                        HostedZoneId = zone,
                        ChangeBatch = new ChangeBatch { Comment = scope.Execution.Key.Value, Changes = [.. Swap(changes)] },
                    },
                    cancel));
            // The API writes ids as /change/C123, and takes them without the path.
            var id = answer.ChangeInfo.Id;
            return (id[(id.LastIndexOf('/') + 1)..], null);
        }
        catch (AwsCallException e) when (e.InnerException is PriorRequestNotCompleteException)
        {
            return (null, new StartOutcome.NotYet($"Route 53 still works on another change of hosted zone {zone}."));
        }
        catch (AwsCallException e) when (e.InnerException is InvalidChangeBatchException || e.Failure.Kind == AwsFailureKind.Unanswered)
        {
            var outcome = await AfterLostAnswerAsync(e.Failure, $"Look in hosted zone {zone} what the records are.", () => LookAsync(scope, changes, e.Failure));
            // A mark for "they are as they should be", of no use outside.
            return (null, outcome is StartOutcome.Started ? null : outcome);
        }
        catch (AwsCallException e)
        {
            return (null, NothingChanged(e.Failure));
        }
    }

    private static async Task<StartOutcome> LookAsync(ActScope scope, IReadOnlyList<RecordChange> changes, AwsFailure failure)
    {
        foreach (var (change, current) in await CurrentAsync(changes, scope.Look))
        {
            if (Equals(change.Target, current))
            {
                continue;
            }

            if (!Equals(change.Before, current))
            {
                return Superseded(change, current);
            }

            // Asking again is safe: should the lost request still arrive, the second finds another record than it would replace, and fails whole.
            return failure.Kind == AwsFailureKind.Unanswered ? new StartOutcome.NotYet(failure.Reason) : new StartOutcome.Failed(failure.Reason, failure.Fix);
        }

        return new StartOutcome.Started("", "");
    }

    private static StartOutcome.Failed Superseded(RecordChange change, RecordSet? current) => new(
        $"{change.Record} was changed since the plan was approved: it was {RecordChange.AnswerOf(change.Before, current)}, and is {current?.Beside(change.Before) ?? "gone"}.",
        "Plan again from what is the case now.");

    // All that goes goes first: weighted sets of one name must have one TTL, and a CNAME stands alone.
    private static IEnumerable<Change> Swap(IReadOnlyList<RecordChange> changes) =>
    [
        .. changes.Select(change => change.Before).OfType<RecordSet>().Select(before => new Change { Action = ChangeAction.DELETE, ResourceRecordSet = before.ToSet() }),
        .. changes.Select(change => change.Target).OfType<RecordSet>().Select(target => new Change { Action = ChangeAction.CREATE, ResourceRecordSet = target.ToSet() }),
    ];

    private static async Task<IReadOnlyList<(RecordChange Change, RecordSet? Current)>> CurrentAsync(IReadOnlyList<RecordChange> changes, AwsLook look) =>
        [.. changes.Zip(await look.RecordSetsAsync([.. changes.Select(change => RecordOf(change, look.Service))]))];

    // The zone's account is that of any of its records; a zone that the plan file names no more is looked for in the service's own.
    private static DnsRecord RecordOf(RecordChange change, AwsService service) =>
        new(change.HostedZoneId, change.Known.Name, change.Known.Type, change.Known.SetIdentifier)
        {
            Id = change.Known.Name,
            Account = AccountOf(change.HostedZoneId, service),
        };

    private static AwsAccount AccountOf(string zone, AwsService service) =>
        service.Of<DnsRecord>().FirstOrDefault(record => record.HostedZoneId == zone)?.Account ?? service.Own;
}
