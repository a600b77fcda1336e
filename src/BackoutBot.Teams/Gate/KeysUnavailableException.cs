namespace BackoutBot.Teams.Gate;

/// <summary>Whether a request comes from Teams can't be found out now. It may well do, so it is to be sent again.</summary>
internal sealed class KeysUnavailableException(string message, Exception innerException) : Exception(message, innerException);
