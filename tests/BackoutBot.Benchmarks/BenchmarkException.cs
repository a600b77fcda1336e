namespace BackoutBot.Benchmarks;

/// <summary>A benchmark could not be run as it is meant; the message says why. Its figures would mean nothing.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
