using BackoutBot.Aws.Failures;

namespace BackoutBot.Aws.Parts.Dns;

/// <summary>What came of reading a record set: it, null where there is none, or why it can't be said.</summary>
internal sealed record RecordRead(RecordSet? Set, AwsCallException? Failure);
