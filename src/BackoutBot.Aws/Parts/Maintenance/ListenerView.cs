namespace BackoutBot.Aws.Parts.Maintenance;

/// <summary>What whoever comes by one listener gets, as far as pages are concerned.</summary>
/// <param name="Name">How people call the listener.</param>
/// <param name="Own">How the service's own page stands there.</param>
/// <param name="Others">The pages that others put up there.</param>
internal sealed record ListenerView(string Name, OwnPage Own, IReadOnlyList<PageRule> Others)
{
    /// <summary>A listener whose rules could not be read.</summary>
    public static ListenerView NotRead(string name) => new(name, OwnPage.Unread, []);

    /// <summary>Whether the service's own page stands there, for all or for some.</summary>
    public bool HasOwn => Own is OwnPage.Behind or OwnPage.InFront;
}

/// <summary>How the service's own page stands on a listener.</summary>
internal enum OwnPage
{
    /// <summary>It could not be read.</summary>
    Unread,

    /// <summary>It is not there.</summary>
    None,

    /// <summary>It is there, behind rules of others that may answer first.</summary>
    Behind,

    /// <summary>It is there, and answers before all others.</summary>
    InFront,
}
