namespace BackoutBot.Sandbox.Play;

/// <summary>The story did not go as it must. The message is what the terminal shows.</summary>
internal sealed class PlayFailedException(string message) : Exception(message);
