using System.Text.Json;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime.Backouts;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace BackoutBot.Runtime.Tests.Backouts;

/// <summary>Commands survive the way from one process to another.</summary>
public sealed class CommandEnvelopeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JsonElement Input = JsonDocument.Parse("""{"zone":"Z1"}""").RootElement;
    private static readonly CommandKey Key = new("k");
    private static readonly PersonId Alice = new("alice");

    public static TheoryData<BackoutCommand> Commands { get; } =
    [
        new Prepare(Key, Alice, "v2"),
        new Approve(Key, Alice, new PlanHash("abcdef")),
        new Deny(Key, Alice, null, "no"),
        new Retry(Key, Alice, new StepId("dns")),
        new Tick(Key),
        new WritePostMortem(Key),
        new IntendStep(Key, new StepId("dns")),
        new JoinSignal(Key, new Signal(new SignalId("m"), SignalKind.AlarmRaised, new ResourceKey("r"), "s", Noon, "t", new Dictionary<string, string> { ["a"] = "b" })),
        new ReportRestorePoint(Key, new RestorePoint(Noon, [new CapturedState("dns", "r", "s", Input)], ["p"]), "now"),
        new ReportStart(Key, new StepId("dns"), 1, new StartOutcome.Uncertain("lost", "look")),
        new ReportStart(Key, new StepId("dns"), 1, new StartOutcome.Started("h", "n")),
        new ReportObservation(Key, new StepId("dns"), 1, new Observation.Running(40, "n")),
        new ReportPlanning(Key, 1, [new PlannedStep(new StepId("dns"), new PlanningOutcome.Planned(new PlanStep(new StepId("dns"), "dns", [], "t", "b", "a", TimeSpan.FromMinutes(1), Reversibility.OneWay, null, null, 2, Input)))]),
    ];

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void Given_a_command_when_it_travels_then_it_arrives_as_it_was_sent(BackoutCommand command)
    {
        var services = new ServiceCollection();
        services.AddSerializer(serializer => serializer.AddJsonSerializer(CoreJson.IsCore, CoreJson.Options).AddAssembly(typeof(CommandEnvelope).Assembly));
        using var provider = services.BuildServiceProvider();
        var serializer = provider.GetRequiredService<Serializer>();
        var sent = new CommandEnvelope(command, new InboxKey("sns", "m"), Noon, "00-a-b-01", new Authority(true, true, "member of approvers"), Routed: true);

        var arrived = serializer.Deserialize<CommandEnvelope>(serializer.SerializeToArray(sent))!;

        Assert.IsType(command.GetType(), arrived.Command, exactMatch: true);
        Assert.Equal(JsonSerializer.Serialize<BackoutCommand>(command, CoreJson.Options), JsonSerializer.Serialize<BackoutCommand>(arrived.Command, CoreJson.Options));
        Assert.Equal(sent with { Command = arrived.Command }, arrived);
    }
}
