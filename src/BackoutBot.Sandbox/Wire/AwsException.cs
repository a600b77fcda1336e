namespace BackoutBot.Sandbox.Wire;

/// <summary>An error that a service answers with.</summary>
internal sealed class AwsException : Exception
{
    public AwsException(string code, string message, int status = 400) : base(message)
    {
        Code = code;
        Status = status;
    }

    /// <summary>As the service spells it on the wire.</summary>
    public string Code { get; }

    /// <summary>The name of its shape in AWS's model with the namespace, where that says another thing than <see cref="Code"/>.</summary>
    public string? Shape { get; init; }

    /// <summary>What the answer's headers say besides.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The HTTP status.</summary>
    public int Status { get; }
}
