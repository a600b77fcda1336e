namespace BackoutBot.Console.Inbound;

/// <summary>The answer to what was taken.</summary>
/// <param name="Receipt"><c>accepted</c>, <c>duplicate</c> or <c>said</c>.</param>
internal sealed record SubmitReply(string Receipt);
