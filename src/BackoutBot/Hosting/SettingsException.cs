namespace BackoutBot.Hosting;

/// <summary>The settings don't let the bot start. The message is for the operator: what is wrong, where, and what to do.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>With the operator's message.</summary>
    public SettingsException(string message)
        : base(message)
    {
    }

    /// <summary>With the operator's message and what led to it.</summary>
    public SettingsException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message; here for serializers.</summary>
    public SettingsException()
    {
    }
}
