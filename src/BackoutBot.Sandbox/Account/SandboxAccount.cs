using BackoutBot.Sandbox.Scenarios;
using BackoutBot.Sandbox.Story;

namespace BackoutBot.Sandbox.Account;

/// <summary>
/// The simulated account: one state, under the lock of all accounts. Whoever looks or acts first brings the account up to now; whoever changes it
/// gets an answer only after the change is on disk.
/// </summary>
internal sealed class SandboxAccount
{
    private readonly Lock gate;
    private readonly StateFile file;
    private readonly Simulation simulation;
    private readonly TimeProvider time;
    private readonly Scenario scenario;
    private AccountState state;
    private Action? changed;

    public SandboxAccount(Scenario scenario, StateFile file, Simulation simulation, SandboxAccounts accounts, TimeProvider time)
    {
        gate = accounts.Gate;
        this.scenario = scenario;
        this.file = file;
        this.simulation = simulation;
        this.time = time;
        state = file.Load() ?? AccountSeed.Create(scenario, time.GetUtcNow());
        file.Save(state);
    }

    /// <summary>Has an action run after each saved change, outside the lock.</summary>
    public void WhenChanged(Action action) => changed += action;

    /// <summary>Brings the account up to now.</summary>
    public void Advance() => Use((_, _) => false, save: false);

    /// <summary>Looks at the account as it is now.</summary>
    public T Read<T>(Func<AccountState, DateTimeOffset, T> look) => Use(look, save: false);

    /// <summary>Changes the account and saves it. When saving fails, the change did not happen.</summary>
    public T Change<T>(Func<AccountState, DateTimeOffset, T> act) => Use(act, save: true);

    /// <summary>Puts the account back as the scenario describes it.</summary>
    public void Reset() => Use((_, now) => state = AccountSeed.Recreate(state, scenario, now), save: true);

    private T Use<T>(Func<AccountState, DateTimeOffset, T> use, bool save)
    {
        T result;
        bool saved;
        lock (gate)
        {
            var now = time.GetUtcNow();
            try
            {
                saved = simulation.Advance(state, now) | save;
                result = use(state, now);
                if (save)
                {
                    // What was done may have started something that is due at once.
                    simulation.Advance(state, now);
                }

                if (saved)
                {
                    file.Save(state);
                }
            }
            catch
            {
                // What was not saved must not be seen by the next caller.
                state = file.Load() ?? state;
                throw;
            }
        }

        if (saved)
        {
            changed?.Invoke();
        }

        return result;
    }
}
