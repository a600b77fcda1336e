namespace BackoutBot.Core.Intake;

/// <summary>Reads the accepted messages of one source. Called again after a crash, so reading twice must do no harm.</summary>
public interface IIntakeSource
{
    /// <summary>The <see cref="InboxMessage.Source"/> that it reads.</summary>
    string Source { get; }

    /// <summary>Says what the message means. Throws only for a passing fault: the message is then read again later.</summary>
    ValueTask<IntakeReading> ReadAsync(InboxMessage message, CancellationToken cancellationToken);
}
