using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Agenda;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Journal;
using BackoutBot.Core.Signals;
using BackoutBot.Runtime;
using BackoutBot.Walk.Tests.Accounts;
using BackoutBot.Walk.Tests.Bots;
using BackoutBot.Walk.Tests.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Walk.Tests.Cases;

/// <summary>One backout, from the alarm on, with the people who press its buttons.</summary>
internal sealed class WalkedBackout : IAsyncDisposable
{
    public static readonly BackoutId First = new("checkout-api-1");
    private static readonly TimeSpan BetweenActs = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLooks = new RuntimeOptions().PollMin;
    private static readonly TimeSpan LongestLook = new RuntimeOptions().PollMax;
    private const int TooManyTurns = 5_000;
    private static readonly TimeSpan TooLong = TimeSpan.FromHours(4);
    private readonly string folder;
    private readonly Dictionary<string, DateTimeOffset> looks = new(StringComparer.Ordinal);
    private int commands;

    private WalkedBackout(WalkedPlan plan, SimulatedAccount account, InProcessBot bot, string folder)
    {
        Plan = plan;
        Account = account;
        Bot = bot;
        this.folder = folder;
        People = AsUsual;
    }

    public WalkedPlan Plan { get; }

    public SimulatedAccount Account { get; }

    public InProcessBot Bot { get; }

    public BackoutState State => Bot.State;

    /// <summary>What somebody says next, when the bot has nothing to do that moves it; null where all wait.</summary>
    public Func<BackoutState, PersonCommand?> People { get; set; }

    /// <summary>Every boundary passed so far, and the state there, in order.</summary>
    public List<(Boundary Boundary, BackoutState State)> Passed { get; } = [];

    /// <summary>What people asked for and were refused.</summary>
    public List<string> Log { get; } = [];

    /// <summary>An account that was well, whose point is kept, and then the story.</summary>
    /// <param name="plan">The plan file that it goes by.</param>
    /// <param name="change">Changes the bot's parts, to plant a fault; null leaves them as they are.</param>
    /// <param name="between">Puts something between the bot and the account, and says where that is; null for nothing.</param>
    public static async Task<WalkedBackout> BeginAsync(WalkedPlan plan, Action<IServiceCollection>? change = null, Func<SimulatedAccount, Task<Uri>>? between = null)
    {
        var account = await SimulatedAccount.StartAsync(plan);
        var folder = Scratch.NewFolder();
        var bot = await InProcessBot.StartAsync(account, between is null ? account.Url : await between(account), plan, folder, change);
        var walk = new WalkedBackout(plan, account, bot, folder);
        await bot.KeepRestorePointAsync();
        account.Clock.Advance(TimeSpan.FromMinutes(1));
        await account.BreakAsync();
        await bot.TurnToAsync(First);
        return walk;
    }

    public CommandKey NextKey() => new($"walk:{++commands}");

    /// <summary>The alarm comes in.</summary>
    public Task AlarmAsync() => SayAsync(new JoinSignal(NextKey(), new Signal(
        new SignalId("m-1"),
        SignalKind.AlarmRaised,
        Bot.Service.SignalKeys[0],
        "checkout-api-5xx",
        Account.Clock.GetUtcNow(),
        "Alarm checkout-api-5xx went off.",
        new Dictionary<string, string>(StringComparer.Ordinal))));

    /// <summary>Somebody says something, or something is heard; the clock goes on a little.</summary>
    public async Task SayAsync(BackoutCommand command) => Note(await Bot.HandleAsync(command));

    /// <summary>Goes on, as the agenda and the people will, until the state is as asked for.</summary>
    /// <returns>Whether it came to that; not where it was closed before, or nothing moves any more.</returns>
    public Task<bool> GoUntilAsync(Func<BackoutState, bool> isThere) => GoAsync(_ => isThere(State));

    /// <summary>Goes on until the journal was told just that.</summary>
    public Task<bool> GoToAsync(Boundary boundary) => GoAsync(reached => reached == boundary);

    /// <summary>Whether that was the last boundary passed.</summary>
    public bool StandsAt(Boundary boundary) => Passed is [.., var last] && last.Boundary == boundary;

    /// <summary>Goes on until it is closed.</summary>
    public Task<bool> ToTheEndAsync() => GoUntilAsync(state => state.IsClosed);

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Account.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What people do when nobody wants to end it.</summary>
    public PersonCommand? AsUsual(BackoutState state) => state.Phase switch
    {
        BackoutPhase.Watching => new Start(NextKey(), WalkPeople.Alice, "the alarm"),
        BackoutPhase.AwaitingApproval => new Approve(NextKey(), WalkPeople.Bob, state.Plan!.Hash),
        BackoutPhase.Blocked when state.Undone is not null => new Replan(NextKey(), WalkPeople.Alice),
        _ => null,
    };

    private async Task<bool> GoAsync(Func<Boundary?, bool> isThere)
    {
        var until = Account.Clock.GetUtcNow() + TooLong;
        var idle = 0;
        if (isThere(null))
        {
            return true;
        }

        for (var turns = 0; !State.IsClosed && Account.Clock.GetUtcNow() < until; turns++)
        {
            if (turns > TooManyTurns)
            {
                throw new TimeoutException($"It goes round in circles in {State.Phase}: {string.Join(" / ", Log.TakeLast(4))}");
            }

            var before = State.Version;
            foreach (var work in Bot.Due().Where(IsItsTime))
            {
                if (Bot.Due().Any(due => due.Name == work.Name) && isThere(Note(await Bot.DoAsync(work))))
                {
                    return true;
                }
            }

            if (State.Version == before && People(State) is { } said && isThere(Note(await Bot.HandleAsync(said))))
            {
                return true;
            }

            if (State.Version == before)
            {
                LetTimePass(idle++);
                if (isThere(Note(await Bot.TickAsync())))
                {
                    return true;
                }
            }
            else
            {
                idle = 0;
            }
        }

        return isThere(null);
    }

    private bool IsItsTime(Work work)
    {
        var now = Account.Clock.GetUtcNow();
        if (work.Repeats && looks.TryGetValue(work.Name, out var last) && now - last < BetweenLooks)
        {
            return false;
        }

        looks[work.Name] = now;
        return true;
    }

    /// <summary>What goes on is looked at, at growing intervals; where nothing does, the clock goes on to where time alone moves it.</summary>
    private void LetTimePass(int idle)
    {
        var now = Account.Clock.GetUtcNow();
        var agenda = BackoutAgenda.Of(State, Bot.Service, now);
        var look = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(idle, 10)), LongestLook.TotalSeconds));
        var next = agenda.Work.Count > 0 || agenda.WakeAt is null ? look : TooLong;
        Account.Clock.Advance(agenda.WakeAt - now is { } wake && wake > TimeSpan.Zero && wake < next ? wake : next < TooLong ? next : look);
    }

    private Boundary? Note(IReadOnlyList<JournalEntry> appended)
    {
        Account.Clock.Advance(BetweenActs);
        Log.AddRange(appended.Select(entry => $"{entry.At:HH:mm:ss} {entry.Event}"));
        if (Boundary.Of(appended, State) is not { } boundary)
        {
            return null;
        }

        Passed.Add((boundary, State));
        return boundary;
    }
}
