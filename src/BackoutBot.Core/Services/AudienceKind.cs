namespace BackoutBot.Core.Services;

/// <summary>The checklist's three audiences.</summary>
public enum AudienceKind
{
    /// <summary>Team leads: services, versions, steps.</summary>
    TeamLeads,

    /// <summary>Managers: impact, expected end, result.</summary>
    Managers,

    /// <summary>Clients: what they notice and when it is over; no names of people or systems.</summary>
    Clients,
}
