using System.ComponentModel.DataAnnotations;
using BackoutBot.Core.RestorePoints;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime;

/// <summary>How the engine paces itself. Section <c>Runtime</c>.</summary>
public sealed class RuntimeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Runtime";

    /// <summary>The shortest wait between two looks at something that goes on, and before a first retry. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan PollMin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two looks, and between retries. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan PollMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far two looks may be apart for the time between them to count as looked at.</summary>
    internal TimeSpan LongestGap => (2 * PollMax) + TimeSpan.FromSeconds(30);

    /// <summary>How long something that is looked at again and again may not be seen, for a cause that may be over by itself, before that is told.</summary>
    internal TimeSpan UntoldUnseen => PollMax;

    /// <summary>How long after an intent whose outcome is unknown the provider is given to show the effect, before it is looked for. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often open backouts, the inbox and the outbox are looked through for what was missed. Default 3 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often it is looked whether what ended backouts left open still stands, and how long after their end for the first time. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan ResidueInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>After how many failures in a row of one piece of work the thread is told. Default 3.</summary>
    [Range(1, 100)]
    public int FailuresBeforeTelling { get; set; } = 3;

    /// <summary>How often the restore point of a service that is well is renewed; zero keeps none beforehand. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RestorePointInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long ago the release of a kept restore point may have run to be gone back to. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan RestorePointMaxAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>By which rules the restore points of a service are kept.</summary>
    internal RestorePointRules RulesOf(RestorePointPolicy policy) => new(policy.ProvenAfter, (2 * RestorePointInterval) + TimeSpan.FromMinutes(1), RestorePointMaxAge);

    /// <summary>Whether the bot writes nothing to AWS, whoever approved it; no word in chat lifts that. Default false.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>
    /// How many inbound messages are dealt with at once, over all services. Few leave the machine to the acknowledgement of what comes in.
    /// Default 8.
    /// </summary>
    [Range(1, 4096)]
    public int InboxParallelism { get; set; } = 8;

    /// <summary>How many messages are delivered at once, for each platform. Default 16.</summary>
    [Range(1, 1024)]
    public int OutboxParallelism { get; set; } = 16;

    /// <summary>How long dealt-with inbound messages, and what they told of resources, are remembered, and so recognised when they come again. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan InboxRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a shutdown waits for what is under way. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The loopback port on which silos of this machine find each other; 0 takes a free one. Default 0.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; }
}

/// <summary>Says every fault in <see cref="RuntimeOptions"/> at once.</summary>
[OptionsValidator]
internal sealed partial class RuntimeOptionsValidator : IValidateOptions<RuntimeOptions>;
