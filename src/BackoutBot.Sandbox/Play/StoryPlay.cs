namespace BackoutBot.Sandbox.Play;

/// <summary>
/// The stories of the demo, played by the people of the sandbox through the console: a bad release, a backout that alice asks for and can't
/// approve herself, bob's answer, and how it ends. What it came to is asked of the account, and not of the bot.
/// </summary>
internal sealed class StoryPlay(PlayTerminal terminal, TimeProvider time, TimeSpan deadline)
{
    private const string Service = "checkout-api";
    private const string Incidents = "#ops";
    private const string Stakeholders = "#stakeholders";
    private const string Good = "v2.3.1";
    private const string Bad = "v2.4.0";
    private const string BadToo = "v2.5.0";
    private const string Record = "api.shop.example.";
    private const string GoodAnswer = "checkout-v231.shop.example.";
    private const string StandBy = "standby.shop.example.";
    private const string Reason = "The release manager rolls forward with a hotfix.";

    /// <summary>The card's state at the end where nothing is left.</summary>
    private const string Back = "Rolled back";

    /// <summary>The same, where something is left on purpose.</summary>
    private const string InPart = "Rolled back in part";

    /// <summary>From one question to the next where only the answer tells whether the time has come.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    /// <summary>States from which the story can't come to its good end without somebody deciding anew.</summary>
    private static readonly string[] Stuck = ["No plan", "Blocked", "Not proved", "Abandoned", "Not needed"];

    /// <summary>Plays it.</summary>
    /// <exception cref="PlayFailedException">It did not go as it must.</exception>
    public async Task PlayAsync(Uri console, Uri sandbox, PlayedStory story, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = new(deadline, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        CancellationToken until = linked.Token;
        using PlayedAccount account = new(sandbox);
        using ConsoleUser alice = await ConsoleUser.SignInAsync(console, "alice", until);
        using ConsoleUser bob = await ConsoleUser.SignInAsync(console, "bob", until);
        await using ChatWatch chat = new(alice, time, terminal.Happened, Incidents, Stakeholders);
        try
        {
            await account.MarkAsync(until);
            switch (story)
            {
                case PlayedStory.Broken:
                    await RollBackAsync(alice, bob, chat, await ProposeAsync(alice, chat, until), until);
                    await EndedAsync(account, GoodAnswer, until);
                    break;
                case PlayedStory.Denied:
                    await DenyAsync(bob, chat, await AskAsync(alice, chat, await ProposeAsync(alice, chat, until), until), account, until);
                    break;
                case PlayedStory.SlowBurn:
                    await RollBackAsync(alice, bob, chat, await ProposeLateAsync(alice, chat, account, Bad, until), until);
                    await EndedAsync(account, GoodAnswer, until);
                    break;
                case PlayedStory.SlowBurnTwice:
                    await RollBackAsync(alice, bob, chat, await ProposeLateAsync(alice, chat, account, Bad, until), until);
                    await EndedAsync(account, GoodAnswer, until);
                    await RollBackAsync(alice, bob, chat, await ProposeLateAsync(alice, chat, account, BadToo, until), until);
                    await EndedAsync(account, GoodAnswer, until);
                    break;
                case PlayedStory.SlowBurnFailOver:
                    await RollBackAsync(alice, bob, chat, await ProposeLateAsync(alice, chat, account, Bad, until, () => FailOverAsync(alice, chat, account, until)), until, end: InPart);
                    await EndedAsync(account, StandBy, until);
                    await LeftToTheOnCallAsync(account, chat, until);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(story), story, "No such story is played.");
            }
        }
        finally
        {
            terminal.Transcript(chat.Messages, Incidents, Stakeholders);
        }
    }

    private async Task<PlayedMessage> ProposeAsync(ConsoleUser alice, ChatWatch chat, CancellationToken until)
    {
        terminal.Scene($"Production breaks: a deployment of {Bad} begins");
        await alice.BreakProductionAsync(until);
        return await chat.WaitForAsync(
            "the bot's proposal to back out",
            messages => messages.LastOrDefault(message => message.Card is { State: "Backout proposed" } card && card.Find("start") is not null),
            until);
    }

    /// <param name="alice">Who looks on.</param>
    /// <param name="chat">What she sees.</param>
    /// <param name="account">The account.</param>
    /// <param name="release">What goes out.</param>
    /// <param name="until">The story's deadline.</param>
    /// <param name="meanwhile">What happens between the deployment and the first alarm.</param>
    private async Task<PlayedMessage> ProposeLateAsync(ConsoleUser alice, ChatWatch chat, PlayedAccount account, string release, CancellationToken until, Func<Task>? meanwhile = null)
    {
        await KeptAsync(alice, chat, Good, until);
        HashSet<string> known = [.. chat.Messages.Select(message => message.Key)];
        terminal.Scene($"A deployment of {release} begins, and it looks well");
        await alice.BreakProductionAsync(until);
        terminal.Scene("The bot watches it, and has no reason to say anything");
        if (meanwhile is not null)
        {
            await meanwhile();
        }

        terminal.Scene("A while later the release begins to fail");

        PlayedMessage proposal = await chat.WaitForAsync(
            "the bot's proposal to back out",
            messages => messages.FirstOrDefault(message => !known.Contains(message.Key) && message.Card is { State: "Backout proposed" } card && card.Find("start") is not null),
            until);
        return (await account.ReadAsync(until)).Running is [var runs] && runs == release
            ? proposal
            : throw new PlayFailedException($"The alarm rose before {release} was out on all instances, so it is no release that looked well first.");
    }

    /// <summary>Asks for the restore points until one of the version is among them.</summary>
    private async Task KeptAsync(ConsoleUser alice, ChatWatch chat, string version, CancellationToken until)
    {
        while (true)
        {
            HashSet<string> known = [.. chat.Messages.Select(message => message.Key)];
            terminal.Scene($"alice types: /backout points {Service}");
            await alice.SayAsync(Incidents, $"/backout points {Service}", until);
            PlayedMessage answer = await chat.WaitForAsync(
                "the restore points",
                messages => messages.FirstOrDefault(message => message.Card is null && message.Author != alice.Name && !known.Contains(message.Key) && message.Text.Any(line => line.Contains("restore point", StringComparison.OrdinalIgnoreCase))),
                until);
            if (answer.Text.Any(line => line.StartsWith($"{version} · ", StringComparison.Ordinal)))
            {
                return;
            }

            await Task.Delay(AskAgain, time, until);
        }
    }

    /// <summary>The release is out and was read; then the record goes to the stand-by, by the on-call's hand.</summary>
    private async Task FailOverAsync(ConsoleUser alice, ChatWatch chat, PlayedAccount account, CancellationToken until)
    {
        await KeptAsync(alice, chat, Bad, until);
        AccountAsItIs now = await account.ReadAsync(until);
        AccountAsItIs.Record record = now.Records.Single(record => record.Name == Record);
        terminal.Scene($"The on-call points {Record} at {StandBy}, by hand");
        await account.MoveRecordAsync(Record, record.Type, record.Ttl ?? 0, StandBy, until);
    }

    private async Task RollBackAsync(ConsoleUser alice, ConsoleUser bob, ChatWatch chat, PlayedMessage proposal, CancellationToken until, string end = Back) =>
        await ApproveAsync(bob, chat, await AskAsync(alice, chat, proposal, until), end, until);

    /// <summary>The account is as the bot says: the good version everywhere and in service, no page, the record where it must be, and nothing done twice.</summary>
    private async Task EndedAsync(PlayedAccount account, string answer, CancellationToken until)
    {
        AccountAsItIs now = await account.ReadAsync(until);
        IReadOnlyList<PlayedCall> repeated = [.. (await account.SinceMarkAsync(until)).Where(call => call is { Changed: true, RepeatOf: not null })];
        string? wrong = now switch
        {
            { Running: not [Good] } => $"the instances run {string.Join(", ", now.Running)} and not {Good}",
            _ when now.Instances.Any(instance => instance.Target != "healthy") => $"{now.Instances.Count(instance => instance.Target != "healthy")} targets are not healthy",
            { Rules.Count: > 0 } => $"{now.Rules.Count} listener rules still stand",
            _ when now.Records.Single(record => record.Name == Record).Values is not [var value] || value != answer => $"{Record} does not answer with {answer}",
            _ when repeated.Count > 0 => $"these were done twice: {string.Join(", ", repeated)}",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new PlayFailedException($"It says that it is rolled back, and {wrong}.");
        }

        terminal.Scene($"The sandbox confirms: {Good} runs on all {now.Instances.Count} instances, {Record} answers with {answer}, no page stands, nothing was done twice");
    }

    /// <summary>The bot never touched the record, and said that it was left.</summary>
    private async Task LeftToTheOnCallAsync(PlayedAccount account, ChatWatch chat, CancellationToken until)
    {
        if ((await account.SinceMarkAsync(until)).Any(call => call.Service == "route53"))
        {
            throw new PlayFailedException($"The record that the on-call moved was written: {string.Join(", ", await account.SinceMarkAsync(until))}");
        }

        if (!chat.Messages.Any(message => message.Text.Any(line => line.Contains(StandBy, StringComparison.Ordinal) && line.Contains("left as it is", StringComparison.Ordinal))))
        {
            throw new PlayFailedException($"Nobody was told that {Record} was moved to {StandBy} and is left there.");
        }

        terminal.Scene("The sandbox confirms: the fail-over is as the on-call made it");
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

    private async Task ApproveAsync(ConsoleUser bob, ChatWatch chat, PlayedMessage plan, string end, CancellationToken until)
    {
        terminal.Scene("bob reads the plan and approves it");
        await bob.PressAsync(plan.Card!.Find("approve")!, input: null, until);
        _ = await CardAsync(chat, plan.Key, "the end of the rollback", card => card.State == end, until);
        _ = await chat.WaitForAsync(
            "the post-mortem", messages => messages.FirstOrDefault(message => message.IsDocument && message.Thread == plan.Key), until);
        _ = await chat.WaitForAsync(
            $"word to the stakeholders in {Stakeholders}", messages => messages.FirstOrDefault(message => message.Channel == Stakeholders && message.At >= plan.At), until);
    }

    private async Task DenyAsync(ConsoleUser bob, ChatWatch chat, PlayedMessage plan, PlayedAccount account, CancellationToken until)
    {
        terminal.Scene($"bob reads the plan and denies it: {Reason}");
        await bob.PressAsync(plan.Card!.Find("deny")!, Reason, until);
        PlayedMessage end = await CardAsync(chat, plan.Key, "the backout to be stood down", card => card.State == "Stood down", until);
        if (!end.Card!.Now.Contains(Reason, StringComparison.Ordinal))
        {
            throw new PlayFailedException($"The card does not give bob's reason: {end.Card.Now}");
        }

        if (await account.SinceMarkAsync(until) is { Count: > 0 } made)
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
