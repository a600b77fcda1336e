namespace BackoutBot.Aws.Access;

/// <summary>A parameter of the roles' template.</summary>
/// <param name="Name">Its name, as statements say it: <c>${Name}</c>.</param>
/// <param name="Description">What it is, in a whole sentence.</param>
internal sealed record AccessParameter(string Name, string Description)
{
    /// <summary>Whether it is a list; a statement then names nothing beside it.</summary>
    public bool IsList { get; init; }

    /// <summary>How it must look; null where AWS says it itself.</summary>
    public string? Pattern { get; init; }

    /// <summary>What holds where it is not given; null where it must be.</summary>
    public string? Otherwise { get; init; }
}
