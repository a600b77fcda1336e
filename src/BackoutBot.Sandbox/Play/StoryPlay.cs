namespace BackoutBot.Sandbox.Play;

/// <summary>
/// The story of the demo, played by the people of the sandbox through the console: a bad release, a backout that alice asks for and can't
/// approve herself, bob's answer, and how it ends.
/// </summary>
internal sealed class StoryPlay(PlayTerminal terminal, TimeProvider time, TimeSpan deadline)
{
    private const string Service = "checkout-api";
    private const string Incidents = "#ops";
    private const string Stakeholders = "#stakeholders";
    private const string Good = "v2.3.1";
    private const string Bad = "v2.4.0";
    private const string Reason = "The release manager rolls forward with a hotfix.";

    /// <summary>States from which the story can't come to its good end without somebody deciding anew.</summary>
    private static readonly string[] Stuck = ["No plan", "Blocked", "Not proved", "Abandoned", "Not needed"];

    /// <summary>Plays it.</summary>
    /// <exception cref="PlayFailedException">It did not go as it must.</exception>
    public async Task PlayAsync(Uri console, Uri sandbox, bool deny, bool slowBurn, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = new(deadline, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        CancellationToken until = linked.Token;
        using MutatingCalls calls = new(sandbox);
        using ConsoleUser alice = await ConsoleUser.SignInAsync(console, "alice", until);
        using ConsoleUser bob = await ConsoleUser.SignInAsync(console, "bob", until);
        await using ChatWatch chat = new(alice, time, terminal.Happened, Incidents, Stakeholders);
        try
        {
            await calls.MarkAsync(until);
            PlayedMessage proposal = slowBurn ? await ProposeLateAsync(alice, chat, calls, until) : await ProposeAsync(alice, chat, until);
            PlayedMessage plan = await AskAsync(alice, chat, proposal, until);
            if (deny)
            {
                await DenyAsync(bob, chat, plan, calls, until);
            }
            else
            {
                await ApproveAsync(bob, chat, plan, until);
                await EndedOnAsync(calls, until);
            }
        }
        finally
        {
            terminal.Transcript(chat.Messages, Incidents, Stakeholders);
        }
    }

    private async Task<PlayedMessage> ProposeAsync(ConsoleUser alice, ChatWatch chat, CancellationToken until)
    {
        terminal.Scene("Production breaks: a deployment of v2.4.0 begins");
        await alice.BreakProductionAsync(until);
        return await chat.WaitForAsync(
            "the bot's proposal to back out",
            messages => messages.LastOrDefault(message => message.Card is { State: "Backout proposed" } card && card.Find("start") is not null),
            until);
    }

    private async Task<PlayedMessage> ProposeLateAsync(ConsoleUser alice, ChatWatch chat, MutatingCalls calls, CancellationToken until)
    {
        terminal.Scene($"alice types: /backout points {Service}");
        await alice.SayAsync(Incidents, $"/backout points {Service}", until);
        _ = await chat.WaitForAsync(
            $"a restore point of {Good}",
            messages => messages.FirstOrDefault(message => message.Card is null && message.Text.Any(line => line.StartsWith($"{Good} · ", StringComparison.Ordinal))),
            until);
        terminal.Scene($"A deployment of {Bad} begins, and it looks well");
        await alice.BreakProductionAsync(until);
        terminal.Scene("The bot watches it, and has no reason to say anything. Half a minute later the release begins to fail");
        PlayedMessage proposal = await chat.WaitForAsync(
            "the bot's proposal to back out",
            messages => messages.FirstOrDefault(message => message.Card is { State: "Backout proposed" } card && card.Find("start") is not null),
            until);
        return await calls.RunningAsync(until) is [Bad]
            ? proposal
            : throw new PlayFailedException($"The alarm rose before {Bad} was out on all instances, so it is no release that looked well first.");
    }

    private static async Task EndedOnAsync(MutatingCalls calls, CancellationToken until)
    {
        if (await calls.RunningAsync(until) is not [Good] and var runs)
        {
            throw new PlayFailedException($"It says that it is rolled back, and the instances run {string.Join(", ", runs)} and not {Good}.");
        }
    }

    private async Task<PlayedMessage> AskAsync(ConsoleUser alice, ChatWatch chat, PlayedMessage proposal, CancellationToken until)
    {
        terminal.Scene($"alice types: /backout start {Service}");
        await alice.SayAsync(Incidents, $"/backout start {Service}", until);
        PlayedMessage plan = await CardAsync(chat, proposal.Key, "a plan that can be approved", card => card.Find("approve")?.Plan is not null, until);
        terminal.Scene("alice tries to approve her own request");
        HashSet<string> known = [.. chat.Messages.Select(message => message.Key)];
        await alice.PressAsync(plan.Card!.Find("approve")!, input: null, until);
        PlayedMessage refusal = await chat.WaitForAsync(
            "the refusal of alice's own approval", messages => messages.FirstOrDefault(message => message.IsPrivate && !known.Contains(message.Key)), until);
        if (!refusal.Text[0].Contains("requeste", StringComparison.OrdinalIgnoreCase))
        {
            throw new PlayFailedException($"alice was refused for another reason than that the request was hers: {refusal.Text[0]}");
        }

        return plan;
    }

    private async Task ApproveAsync(ConsoleUser bob, ChatWatch chat, PlayedMessage plan, CancellationToken until)
    {
        terminal.Scene("bob reads the plan and approves it");
        await bob.PressAsync(plan.Card!.Find("approve")!, input: null, until);
        _ = await CardAsync(chat, plan.Key, "the end of the rollback", card => card.State == "Rolled back", until);
        _ = await chat.WaitForAsync(
            "the post-mortem", messages => messages.FirstOrDefault(message => message.IsDocument && message.Thread == plan.Key), until);
        _ = await chat.WaitForAsync(
            $"word to the stakeholders in {Stakeholders}", messages => messages.FirstOrDefault(message => message.Channel == Stakeholders && message.At >= plan.At), until);
    }

    private async Task DenyAsync(ConsoleUser bob, ChatWatch chat, PlayedMessage plan, MutatingCalls calls, CancellationToken until)
    {
        terminal.Scene($"bob reads the plan and denies it: {Reason}");
        await bob.PressAsync(plan.Card!.Find("deny")!, Reason, until);
        PlayedMessage end = await CardAsync(chat, plan.Key, "the backout to be stood down", card => card.State == "Stood down", until);
        if (!end.Card!.Now.Contains(Reason, StringComparison.Ordinal))
        {
            throw new PlayFailedException($"The card does not give bob's reason: {end.Card.Now}");
        }

        if (await calls.SinceMarkAsync(until) is { Count: > 0 } made)
        {
            throw new PlayFailedException($"The plan was denied, and yet AWS was changed: {string.Join(", ", made)}");
        }

        terminal.Scene("The sandbox confirms: nothing was changed on AWS");
    }

    private static Task<PlayedMessage> CardAsync(ChatWatch chat, string key, string what, Func<PlayedCard, bool> good, CancellationToken until) => chat.WaitForAsync(
        what,
        messages =>
        {
            PlayedMessage? message = messages.FirstOrDefault(message => message.Key == key);
            if (message?.Card is { } card && !good(card) && Stuck.Contains(card.State))
            {
                throw new PlayFailedException($"Waited for {what}, and the backout is in the state '{card.State}': {card.Now}");
            }

            return message?.Card is { } now && good(now) ? message : null;
        },
        until);
}
