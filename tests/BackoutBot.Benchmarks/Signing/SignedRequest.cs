namespace BackoutBot.Benchmarks.Signing;

/// <summary>A signed SNS message as the bytes of a whole HTTP request, ready to be written to a socket.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Bytes">Head and body.</param>
internal sealed record SignedRequest(string MessageId, ReadOnlyMemory<byte> Bytes);
