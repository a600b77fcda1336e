namespace BackoutBot.Sandbox.Play;

/// <summary>Which story is played.</summary>
internal enum PlayedStory
{
    /// <summary>A release breaks production while it goes out, and is rolled back.</summary>
    Broken,

    /// <summary>The plan is denied, and nothing may be changed.</summary>
    Denied,

    /// <summary>The release looks well until its watch has ended, and fails later.</summary>
    SlowBurn,

    /// <summary>The same, and again with the next release once the first was left.</summary>
    SlowBurnTwice,

    /// <summary>The release looks well; the on-call fails over by hand; then it fails. What the on-call did must stay.</summary>
    SlowBurnFailOver,
}
