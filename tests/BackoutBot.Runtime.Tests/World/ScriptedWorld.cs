using System.Collections.Concurrent;
using BackoutBot.Core.Approvals;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Effects;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Releases;
using BackoutBot.Core.RestorePoints;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>What is outside of the bot and outlives its process: the provider, the people, the chat.</summary>
public sealed class ScriptedWorld
{
    public static readonly PersonId Alice = new("alice");
    public static readonly PersonId Bob = new("bob");
    public static readonly PersonId Dave = new("dave");

    public ScriptedWorld(params string[] services)
    {
        Services = [.. (services.Length == 0 ? ["checkout-api"] : services).Select(Describe)];
    }

    public IReadOnlyList<ServiceDefinition> Services { get; set; }

    /// <summary>Whether nobody can be looked up now.</summary>
    public bool IsDirectoryAway { get; set; }

    /// <summary>Who has left the approvers' group.</summary>
    public ConcurrentDictionary<PersonId, bool> Left { get; } = [];

    /// <summary>What somebody changed after the step that brought it about had ended.</summary>
    public ConcurrentDictionary<StepId, string> Amiss { get; } = [];

    /// <summary>What of what a step takes away stands, where that and what is amiss are told apart.</summary>
    public ConcurrentDictionary<StepId, SeenEffect> Stands { get; } = [];

    /// <summary>The backouts of which a step takes away what they left.</summary>
    public ConcurrentDictionary<StepId, BackoutId> LeftBy { get; } = [];

    /// <summary>What happens before a step is looked at once more; throws where it can't be read.</summary>
    public Func<StepId, Task> BeforeVerified { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens before a step is planned; throws where it can't be.</summary>
    public Func<StepId, Task> BeforePlanned { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens before what runs is read; throws where it can't be read.</summary>
    public Func<Task> BeforeReleaseIsRead { get; set; } = () => Task.CompletedTask;

    /// <summary>The alarms that are raised now.</summary>
    public ConcurrentDictionary<ResourceKey, bool> Raised { get; } = [];

    /// <summary>What happens before they are read; throws where they can't be.</summary>
    public Func<Task> BeforeAlarmsAreRead { get; set; } = () => Task.CompletedTask;

    /// <summary>What a source waits for before it reads a message.</summary>
    public Func<InboxMessage, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>What was changed at the provider, by the key of the call that changed it, with how often it was.</summary>
    public ConcurrentDictionary<string, int> Effects { get; } = new(StringComparer.Ordinal);

    /// <summary>The start calls as they came: the key, and whether the bot said that it may have acted.</summary>
    public ConcurrentQueue<(string Key, bool MayHaveActed, DateTimeOffset At)> Starts { get; } = new();

    /// <summary>What happens in a start call before its effect; throws to play a fault.</summary>
    public Func<string, Task> BeforeEffect { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens between a start call's effect and its answer; throws to lose the answer.</summary>
    public Func<string, Task> AfterEffect { get; set; } = _ => Task.CompletedTask;

    /// <summary>How often a running step is looked at before it has ended.</summary>
    /// <summary>The steps that fail once they were begun, each with why.</summary>
    public ConcurrentDictionary<StepId, string> Failing { get; } = [];

    public int LooksUntilDone { get; set; } = 2;

    public ConcurrentDictionary<string, int> Looks { get; } = new(StringComparer.Ordinal);

    /// <summary>The version that runs.</summary>
    public string Runs { get; set; } = "v2.3.1";

    /// <summary>The version that the last deployment took back, where that was a roll-back: what is left by whoever goes back from it. Null where it was none.</summary>
    public string? TakenBack { get; set; }

    /// <summary>The deployment that can be stopped; null where none is in flight.</summary>
    public string? InFlight { get; set; }

    /// <summary>Whether nothing is being deployed.</summary>
    public bool IsSettled { get; set; } = true;

    /// <summary>What is answered when that is read; as it is, unless a test says otherwise.</summary>
    public Func<bool>? ReadSettled { get; set; }

    /// <summary>What happens while the present state is captured.</summary>
    public Action WhileCaptured { get; set; } = () => { };

    /// <summary>When what runs began to be deployed; null where that is not known.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    /// <summary>What is seen of a version's bundle when it is asked for; throws where nobody can be asked.</summary>
    public Func<string, Usability> Bundle { get; set; } = version => new Usability.Usable($"the bundle of {version} is there");

    /// <summary>The versions whose bundles were asked for.</summary>
    public ConcurrentQueue<string> AskedFor { get; } = new();

    /// <summary>What the one record answers, which bears no release; null where the service has none.</summary>
    public string? Record { get; set; }

    /// <summary>What runs, as a part of the service's release.</summary>
    public ReleaseComponent Component => ComponentOf(Runs);

    public static ReleaseComponent ComponentOf(string version) => new("revision", $"s3://artifacts/{version}", version);

    /// <summary>What every step changes, of whichever service; null where each has its own.</summary>
    public string? Writes { get; set; }

    /// <summary>The steps that are not needed, for all is as they would leave it.</summary>
    public ConcurrentDictionary<StepId, bool> Unneeded { get; } = [];

    /// <summary>What the steps rest on; null where on nothing.</summary>
    public string? Revision { get; set; }

    /// <summary>What happens before that is read again; throws where it can't be read.</summary>
    public Func<Task> BeforeBasisIsRead { get; set; } = () => Task.CompletedTask;

    /// <summary>What a check finds; throws where it can't look.</summary>
    public Func<ItemId, CheckStatus> Finding { get; set; } = _ => CheckStatus.Pass;

    /// <summary>The items whose check, while it does not know, may know the next time.</summary>
    public ConcurrentDictionary<ItemId, bool> Passing { get; } = [];

    /// <summary>The items whose check leaves doubt while it does not know, beside those that see the service from outside.</summary>
    public ConcurrentDictionary<ItemId, bool> Doubtful { get; } = [];

    /// <summary>Whether any check sees the service from outside.</summary>
    public bool IsSeenFromOutside { get; set; } = true;

    public ScriptedChat Chat { get; } = new("console");

    public static ServiceDefinition Describe(string name) => new(
        new ServiceId(name),
        "production",
        "#ops",
        [new ResourceKey($"alarm:{name}"), new ResourceKey($"deployment:{name}")],
        new ApprovalPolicy([], ["approvers"], 1, TimeSpan.FromMinutes(30)),
        [new Audience(AudienceKind.Managers, "#stakeholders")],
        new ValidationPolicy(TimeSpan.FromMilliseconds(40), TimeSpan.FromMinutes(5)),
        new Dictionary<ItemId, string>(),
        [
            new StepDefinition(new StepId("code"), "scripted", []),
            new StepDefinition(new StepId("dns"), "scripted", []),
            new StepDefinition(new StepId("open"), "scripted", [new StepId("code"), new StepId("dns")]),
        ]);
}
