namespace BackoutBot.Core.RestorePoints;

/// <summary>How the service was when a restore point was read.</summary>
public enum Wellness
{
    /// <summary>Nobody looked.</summary>
    NotLooked,

    /// <summary>Alarms and targets, as far as there are any, were well.</summary>
    Well,

    /// <summary>Something was not well, or could not be seen.</summary>
    Unwell,

    /// <summary>The service has nothing by which it could be told.</summary>
    NotMeasured,
}
