using BackoutBot.Sandbox.Account;

namespace BackoutBot.Sandbox.Faults;

/// <summary>The faults that are still to hit a call.</summary>
internal sealed class FaultBook(SandboxAccount account)
{
    /// <returns>The fault that hits this call, if one does; it is used up by one. One that hits later is one call nearer.</returns>
    public Fault? Take(string service, string operation, string? resource)
    {
        if (account.Read((state, _) => Find(state, service, operation, resource)) is null)
        {
            return null;
        }

        return account.Change((state, _) =>
        {
            if (Find(state, service, operation, resource) is not { } fault)
            {
                return null;
            }

            if (fault.After > 0)
            {
                fault.After--;
                return null;
            }

            if (--fault.Times <= 0)
            {
                state.Faults.Remove(fault);
            }

            return fault;
        });
    }

    private static Fault? Find(AccountState state, string service, string operation, string? resource) =>
        state.Faults.Find(f => f.Service == service && f.Operation == operation && (f.Resource is null || f.Resource == resource));
}
