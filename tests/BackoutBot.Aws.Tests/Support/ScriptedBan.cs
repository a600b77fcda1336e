using BackoutBot.Core.Halts;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>Lets a number of writes through, then no more.</summary>
internal sealed class ScriptedBan : IWriteBan
{
    public const string Reason = "Halted by alice since noon: nothing new is written to AWS.";

    /// <summary>How many writes are still allowed.</summary>
    public int Allowed { get; set; } = int.MaxValue;

    public ValueTask<string?> ReasonAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Allowed-- > 0 ? null : Reason);
}
