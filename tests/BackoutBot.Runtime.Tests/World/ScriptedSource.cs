using System.Globalization;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Runtime.Tests.World;

/// <summary>Reads bodies such as <c>AlarmRaised checkout-api</c>, or <c>AlarmRaised checkout-api 3</c> where it happened three minutes before.</summary>
public sealed class ScriptedSource(ScriptedWorld world) : IIntakeSource
{
    private const string Way = "topic scripted";

    public string Source => "scripted";

    private IReadOnlyList<ServiceId> Listeners => [.. world.Services.Select(service => service.Id)];

    /// <summary>How many reads still fail.</summary>
    public int Faults { get; set; }

    public async ValueTask<IntakeReading> ReadAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        await world.BeforeRead(message);
        if (Faults > 0)
        {
            Faults--;
            throw new HttpRequestException("The provider is away.");
        }

        var words = message.Body.Split(' ');
        if (!Enum.TryParse<SignalKind>(words[0], out var kind))
        {
            return new IntakeReading.Unrecognised($"«{words[0]}» is no kind of signal.") { About = "riddles", CanBeListed = false, Way = Way, Listeners = Listeners };
        }

        var resource = kind.ToString().StartsWith("Alarm", StringComparison.Ordinal) ? "alarm" : "deployment";
        return new IntakeReading.Event(new Signal(
            new SignalId(message.Key),
            kind,
            new ResourceKey($"{resource}:{words[1]}"),
            $"{words[1]}-5xx",
            message.ReceivedAt - TimeSpan.FromMinutes(words.Length > 2 ? int.Parse(words[2], CultureInfo.InvariantCulture) : 0),
            $"{kind} on {words[1]}",
            new Dictionary<string, string>()))
        {
            About = $"{resource}s",
            Way = Way,
            Listeners = Listeners,
        };
    }
}
