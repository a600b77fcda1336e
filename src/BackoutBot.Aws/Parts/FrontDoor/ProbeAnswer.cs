namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>What came of one request to the front door.</summary>
internal abstract record ProbeAnswer
{
    private ProbeAnswer()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The first 64 KB of the body.</param>
    public sealed record Answered(int Status, string Body) : ProbeAnswer;

    /// <summary>It did not answer as a server does.</summary>
    /// <param name="Reason">What happened, as the end of a sentence.</param>
    public sealed record NoAnswer(string Reason) : ProbeAnswer;

    /// <summary>It was not asked, because something that the request needs is missing.</summary>
    /// <param name="Reason">What, in a sentence.</param>
    /// <param name="Fix">What to do about it.</param>
    public sealed record NotAsked(string Reason, string Fix) : ProbeAnswer;
}
