namespace BackoutBot.Aws.Failures;

/// <summary>
/// An answer came that lacks what each of AWS's has, as one does that a proxy or a load balancer on the way gave in AWS's place: it says
/// nothing of the resource, nor of whether the call had its effect.
/// </summary>
/// <param name="lacking">What it lacks, for people.</param>
public sealed class UnusableAnswerException(string lacking) : Exception($"What came back lacks {lacking}, so it is not AWS's own, or not all of it.");
