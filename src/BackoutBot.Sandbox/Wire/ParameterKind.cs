namespace BackoutBot.Sandbox.Wire;

/// <summary>What a parameter was sent as, in a protocol that tells.</summary>
internal enum ParameterKind
{
    Text,
    Integer,
    Fraction,
    Boolean,
    Time,
    List,
    Structure,
}
