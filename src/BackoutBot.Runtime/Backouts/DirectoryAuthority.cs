using BackoutBot.Core.Approvals;
using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using BackoutBot.Core.Services;

namespace BackoutBot.Runtime.Backouts;

/// <summary>Asks the directory, against the service's approval policy.</summary>
internal sealed class DirectoryAuthority(IDirectory directory) : ILiveAuthority
{
    /// <inheritdoc />
    public async ValueTask<Authority> OfAsync(PersonId person, ServiceDefinition service, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(person, cancellationToken) is null)
        {
            return Authority.None;
        }

        var policy = service.Approvals;
        if (policy.People.Contains(person))
        {
            return new Authority(IsKnown: true, IsApprover: true, "named in the plan file");
        }

        foreach (var group in policy.Groups)
        {
            if (await directory.IsMemberAsync(person, group, cancellationToken))
            {
                return new Authority(IsKnown: true, IsApprover: true, $"member of {group}");
            }
        }

        return new Authority(IsKnown: true, IsApprover: false, policy.Groups.Count == 0 ? "not named in the plan file" : $"not in {string.Join(" or ", policy.Groups)}");
    }
}
