namespace SlackNet;

/// <summary>The <c>type</c> or <c>subtype</c> under which Slack sends the class; without it that is the class's name in snake_case.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class WireTypeAttribute(string typeIdentifier) : Attribute
{
    public string TypeIdentifier { get; } = typeIdentifier;
}
