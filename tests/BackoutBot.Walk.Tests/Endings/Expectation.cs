namespace BackoutBot.Walk.Tests.Endings;

/// <summary>What must hold of the account when a backout has ended in a way, beside what holds always.</summary>
internal enum Expectation
{
    /// <summary>Nothing more.</summary>
    Named,

    /// <summary>No page is left, whatever else is.</summary>
    NoPage,

    /// <summary>It ends as rolled back.</summary>
    RolledBack,
}
