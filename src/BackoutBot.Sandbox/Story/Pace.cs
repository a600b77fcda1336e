namespace BackoutBot.Sandbox.Story;

/// <summary>How fast the account lives.</summary>
/// <param name="Speed">Divides every duration of the scenario.</param>
internal sealed record Pace(double Speed)
{
    public TimeSpan Of(double seconds) => TimeSpan.FromSeconds(seconds / Speed);
}
