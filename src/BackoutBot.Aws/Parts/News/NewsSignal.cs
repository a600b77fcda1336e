using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>Makes a signal of what AWS tells of something that is only heard of.</summary>
internal static class NewsSignal
{
    /// <summary>The signal, or why it is none.</summary>
    /// <param name="origin">Where it came from.</param>
    /// <param name="account">The account that it is in; null where the message does not say, which is then the topic's.</param>
    /// <param name="region">The region that it is in; null where the message does not say, which is then the topic's.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="name">The resource's name; null where it could not be read.</param>
    /// <param name="aspect">What of it the news are about, so that good news of one thing is none of another; null where it is one thing.</param>
    /// <param name="tone">Whether the news are good or bad.</param>
    /// <param name="happenedAt">When it happened; null where that could not be read.</param>
    /// <param name="told">What AWS says of it.</param>
    /// <param name="details">What else there is to know.</param>
    public static IntakeReading Of(EventOrigin origin, string? account, string? region, NewsKind kind, string? name, string? aspect, SignalKind tone, DateTimeOffset? happenedAt, string? told, SignalDetails details)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(told))
        {
            return new IntakeReading.Unrecognised($"News of an unnamed {kind.What}, or without a word of what happened.");
        }

        account ??= origin.Topic.Account;
        region ??= origin.Topic.Region;
        var resource = kind.KeyOf(account, region, name);
        return origin.MaySpeakOf(account, region, resource)
            ? new IntakeReading.Event(new Signal(
                origin.Id,
                tone,
                resource,
                aspect is null ? $"{kind.What} {name}" : $"{kind.What} {name}, {aspect}",
                origin.TimeOf(happenedAt),
                LogText.Clip($"{char.ToUpperInvariant(kind.What[0])}{kind.What[1..]} {name}: {told.TrimEnd('.', ' ')}."),
                details.Build()))
            : new IntakeReading.Unrecognised(origin.Refusal($"News of the {kind.What} {LogText.Clip(name)}", account, region));
    }
}
