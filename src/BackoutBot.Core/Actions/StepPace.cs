namespace BackoutBot.Core.Actions;

/// <summary>How patiently a step is watched.</summary>
/// <param name="Deadline">After which time, from the intent of an attempt on, people are told that it is overdue. It fails nothing: what the provider still works on goes on.</param>
/// <param name="LookEvery">The longest pause between two looks.</param>
public sealed record StepPace(TimeSpan Deadline, TimeSpan LookEvery);
