namespace SlackNet;

/// <summary>Leaves a list out of the JSON while it holds nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OmitIfEmptyAttribute : Attribute;
