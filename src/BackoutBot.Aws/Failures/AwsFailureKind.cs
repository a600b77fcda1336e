namespace BackoutBot.Aws.Failures;

/// <summary>What a failed call means for what comes next.</summary>
public enum AwsFailureKind
{
    /// <summary>Too many calls: later it may go through. Nothing was changed.</summary>
    Throttled,

    /// <summary>The role may not. Nothing was changed.</summary>
    Denied,

    /// <summary>The credentials are missing, expired or wrong. Nothing was changed.</summary>
    Credentials,

    /// <summary>What the call is about does not exist. Nothing was changed.</summary>
    NotFound,

    /// <summary>AWS understood and refused. Nothing was changed.</summary>
    Refused,

    /// <summary>AWS was not reached at all. Nothing was changed.</summary>
    Unreached,

    /// <summary>Nothing may be written now, so the call was not made. Nothing was changed.</summary>
    Banned,

    /// <summary>The call went out and no usable answer came: it may have had its effect.</summary>
    Unanswered,
}
