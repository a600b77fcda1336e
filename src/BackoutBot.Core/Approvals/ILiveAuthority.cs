using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;

namespace BackoutBot.Core.Approvals;

/// <summary>Says what a person may do at this very moment; nothing of it is remembered.</summary>
public interface ILiveAuthority
{
    /// <summary>What the person may do to the service's backouts now.</summary>
    ValueTask<Authority> OfAsync(PersonId person, ServiceDefinition service, CancellationToken cancellationToken);
}
