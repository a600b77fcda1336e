namespace BackoutBot.Core.StateMachines;

/// <summary>A machine met a pair of state and trigger of which it says nothing: a hole in its rules, found by the property tests.</summary>
public sealed class UndecidedTriggerException : Exception
{
    /// <summary>Names the pair.</summary>
    public UndecidedTriggerException(string message)
        : base(message)
    {
    }
}
