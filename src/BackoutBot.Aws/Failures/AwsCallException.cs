namespace BackoutBot.Aws.Failures;

/// <summary>A call to AWS failed. Its message is fit for people.</summary>
public sealed class AwsCallException : Exception
{
    /// <summary>Carries the failure in plain words, and what the SDK threw; nothing where no call was made.</summary>
    public AwsCallException(AwsFailure failure, Exception? innerException = null)
        : base(failure.Reason, innerException) => Failure = failure;

    /// <summary>The failure in plain words.</summary>
    public AwsFailure Failure { get; }
}
