using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Chat;

public sealed class ChatInterpreterTests
{
    private static readonly BackoutState Open = new Story().Proposed().State;

    [Fact]
    public void Given_start_with_a_service_and_a_reason_when_read_then_it_goes_to_the_service()
    {
        var read = Assert.IsType<Interpretation.ToService>(Typed("start checkout-api  5xx after v2.4.0"));

        Assert.Equal("5xx after v2.4.0", Assert.IsType<Start>(read.Command).Reason);
        Assert.Equal(new CommandKey("console:k"), read.Command.Key);
    }

    [Theory]
    [InlineData("stop checkout-api  5xx everywhere", null, "5xx everywhere")]
    [InlineData("stop", null, null)]
    [InlineData("stop 5xx everywhere", "checkout-api-1", "5xx everywhere")]
    [InlineData("stop checkout-api", "checkout-api-9", null)]
    public void Given_stop_with_a_service_or_where_only_one_can_be_meant_when_read_then_it_is_that_service(string typed, string? thread, string? reason)
    {
        var read = Assert.IsType<Interpretation.ToStop>(Typed(typed, thread is null ? null : new BackoutId(thread)));

        Assert.Equal((new ServiceId("checkout-api"), reason), (read.Service, read.Reason));
    }

    [Fact]
    public void Given_stop_with_a_mistyped_service_when_read_then_nothing_else_is_stopped_instead() =>
        Assert.Contains("Did you mean «checkout-api»", Said("stop chekout-api"), StringComparison.Ordinal);

    [Theory]
    [InlineData("abort too risky")]
    [InlineData("approve abcdef12")]
    [InlineData("note it is fine")]
    public void Given_what_changes_a_backout_when_it_is_said_in_another_channel_without_a_name_then_it_is_asked_which(string typed)
    {
        var elsewhere = new ChatSubmission("k", "console", Story.Bob, "#payments", null, typed, null);

        Assert.Contains("Nothing is done yet. Say it in its thread, or name it: checkout-api-1", Say(ChatInterpreter.Interpret(elsewhere, new Catalogue(), [Open], [])), StringComparison.Ordinal);
        Assert.IsType<Interpretation.ToBackout>(ChatInterpreter.Interpret(elsewhere with { Channel = Open.Channel }, new Catalogue(), [Open], []));
    }

    [Theory]
    [InlineData("start checkout-api v2.3.1")]
    [InlineData("start checkout-api 2.3.1-hotfix")]
    [InlineData("start checkout-api v2.3.1 it burns")]
    public void Given_start_with_a_version_and_no_to_then_nothing_is_begun_and_it_is_said_how_to_go_there(string typed)
    {
        string version = typed.Split(' ')[2];

        Assert.Equal($"Nothing is begun yet. To go back to {version}, say: start checkout-api to {version} · To go back to the last version that worked, say: start checkout-api", Said(typed));
        string[] told = Advised.By(Said(typed), "To go back to *, say: start * to * · To go back to the last version that worked, say: start *");
        Assert.Equal(version, Assert.IsType<Interpretation.ToPoint>(Typed($"start {told[1]} to {told[2]}")).Name);
        Assert.IsType<Interpretation.ToService>(Typed($"start {told[3]}"));
        Assert.Equal(version, Assert.IsType<Interpretation.ToPoint>(Typed($"start checkout-api --to {version}")).Name);
    }

    [Theory]
    [InlineData("approve plan ABCDEF12")]
    [InlineData("approve ABCDEF12")]
    [InlineData("approve #ABCDEF12.")]
    [InlineData("approve `ABCDEF12`")]
    [InlineData("approve “ABCDEF12”")]
    public void Given_an_approval_then_the_word_plan_may_stand_before_its_hash(string typed) =>
        Assert.Equal("ABCDEF12", Assert.IsType<Approve>(Assert.IsType<Interpretation.ToBackout>(Typed(typed)).Command).Plan.Value);

    [Fact]
    public void Given_the_stop_button_of_a_closed_backout_when_pressed_then_it_says_how_to_stop_all_the_same()
    {
        var press = new ChatSubmission("k", "console", Story.Bob, "#ops", Open.Id, null, new ButtonPress(CardVerb.Stop, null, null, null));

        Assert.Equal(Open.Service, Assert.IsType<Interpretation.ToStop>(ChatInterpreter.Interpret(press, new Catalogue(), [Open], [])).Service);
        Assert.Contains("say in the channel: stop checkout-api", Say(ChatInterpreter.Interpret(press with { Backout = new BackoutId("checkout-api-9") }, new Catalogue(), [Open], [])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statr checkout-api", "start")]
    [InlineData("aprove", "approve")]
    [InlineData("psotmortem", "postmortem")]
    public void Given_a_mistyped_command_when_read_then_the_nearest_one_is_offered(string typed, string meant) =>
        Assert.Contains($"Did you mean «{meant}»", Said(typed), StringComparison.Ordinal);

    [Fact]
    public void Given_an_unknown_service_when_read_then_the_nearest_one_is_offered() =>
        Assert.Contains("Did you mean «checkout-api»", Said("start chekout-api"), StringComparison.Ordinal);

    [Fact]
    public void Given_a_command_in_a_thread_when_read_then_it_goes_to_that_backout()
    {
        Assert.IsType<Pause>(Assert.IsType<Interpretation.ToBackout>(Typed("PAUSE", Open.Id)).Command);
        var skip = Assert.IsType<Skip>(Assert.IsType<Interpretation.ToBackout>(Typed("skip dns  it is done", Open.Id)).Command);
        Assert.Equal(new StepId("dns"), skip.Step);
        Assert.Equal("it is done", skip.Reason);
    }

    [Fact]
    public void Given_one_open_backout_when_a_command_names_its_service_or_nothing_then_it_is_meant()
    {
        Assert.Equal("later", Assert.IsType<Deny>(Assert.IsType<Interpretation.ToBackout>(Typed("deny checkout-api later")).Command).Reason);
        Assert.Equal("later", Assert.IsType<Deny>(Assert.IsType<Interpretation.ToBackout>(Typed("deny later")).Command).Reason);
    }

    [Fact]
    public void Given_nothing_open_when_a_command_needs_a_backout_then_the_person_is_told_how_to_begin() =>
        Assert.Contains("Begin one with: start checkout-api", Say(ChatInterpreter.Interpret(Submission("pause", null), new Catalogue(), [], [])), StringComparison.Ordinal);

    [Theory]
    [InlineData("status", "checkout-api-9", "checkout-api-9")]
    [InlineData("runbook", "checkout-api-9", "checkout-api-9")]
    [InlineData("plan checkout-api-9", "checkout-api-1", "checkout-api-9")]
    [InlineData("postmortem checkout-api-9", null, "checkout-api-9")]
    public void Given_an_ended_backout_when_what_only_reads_is_asked_of_it_then_it_is_read(string typed, string? thread, string ended)
    {
        var read = Assert.IsType<Interpretation.ReadEnded>(Typed(typed, thread is null ? null : new BackoutId(thread)));

        Assert.Equal((new BackoutId(ended), typed.Split(' ')[0]), (read.Ended, read.Verb));
    }

    [Fact]
    public void Given_an_ended_backout_that_is_read_then_its_status_plan_and_runbook_are_told_and_of_none_that_there_is_none()
    {
        BackoutState ended = new Story().Approved().RunSteps().Validated().State;
        string Read(string verb, BackoutState? state) => Say(ChatInterpreter.ReadEnded(Submission(verb, ended.Id), new Interpretation.ReadEnded(ended.Id, verb), state));

        Assert.StartsWith("checkout-api-1: Rolled back. ", Read("status", ended), StringComparison.Ordinal);
        Assert.StartsWith($"Plan {ended.Plan!.Hash.Value[..8]}, 1 of 1 approvals:", Read("plan", ended), StringComparison.Ordinal);
        Assert.Equal("It is in the thread, and on /backouts/checkout-api-1", Read("postmortem", ended));
        Assert.StartsWith("checkout-api-1 has ended, and no plan of it is up", Read("plan", ended with { Plan = null }), StringComparison.Ordinal);
        Assert.Equal("There is no backout checkout-api-1.", Read("status", null));
    }

    [Fact]
    public void Given_the_thread_of_a_closed_backout_when_a_note_is_typed_there_then_it_does_not_land_in_another_journal() =>
        Assert.Contains("is closed", Say(ChatInterpreter.Interpret(Submission("note that was it", new BackoutId("checkout-api-9")), new Catalogue(), [Open], [])), StringComparison.Ordinal);

    [Fact]
    public void Given_help_when_read_then_every_command_is_listed_for_that_person_only()
    {
        ChatMessage help = Assert.IsType<Interpretation.Say>(Typed("help")).Message;

        Assert.Equal(ChatVerb.All.Count, Assert.IsType<TextBody>(help.Body).Lines.Count);
        Assert.Equal(Story.Alice, help.OnlyFor);
    }

    [Fact]
    public void Given_every_listed_command_when_typed_in_a_thread_then_it_is_understood()
    {
        foreach (ChatVerb verb in ChatVerb.All)
        {
            Interpretation read = Typed($"{verb.Name} checkout-api x", Open.Id);
            Assert.False(read is Interpretation.Say { Message.Body: TextBody text } && text.Headline.Contains("I don't know", StringComparison.Ordinal), verb.Name);
        }
    }

    [Theory]
    [InlineData("start", null)]
    [InlineData("start it burns", "it burns")]
    public void Given_start_in_a_thread_then_it_means_that_backout_and_the_rest_is_the_reason(string typed, string? reason)
    {
        var read = Assert.IsType<Interpretation.ToBackout>(Typed(typed, Open.Id));

        Assert.Equal(Open.Id, read.Backout);
        Assert.Equal(reason, Assert.IsType<Start>(read.Command).Reason);
    }

    [Theory]
    [InlineData("start checkout-api to")]
    [InlineData("start checkout-api TO  ")]
    public void Given_start_to_without_a_point_then_nothing_is_begun_and_it_asks_for_one(string typed) =>
        Assert.StartsWith("Name the version or point to go to", Said(typed), StringComparison.Ordinal);

    [Fact]
    public void Given_start_to_in_capitals_then_it_goes_to_that_point() =>
        Assert.Equal("v2.3.1", Assert.IsType<Interpretation.ToPoint>(Typed("start checkout-api TO v2.3.1 now")).Name);

    [Theory]
    [InlineData("status")]
    [InlineData("plan")]
    [InlineData("timeline")]
    [InlineData("runbook")]
    [InlineData("postmortem")]
    public void Given_a_read_of_what_is_not_open_then_nothing_else_is_shown_instead(string verb) =>
        Assert.Equal("There is no open backout of «nosuch». Open are: checkout-api-1.", Said($"{verb} nosuch"));

    [Theory]
    [InlineData("takeover", "No ended backout left anything")]
    [InlineData("takeover nosuch it is done", "There is no backout «nosuch». No ended backout left anything")]
    public void Given_a_takeover_with_nothing_left_then_it_says_so_or_names_what_was_typed(string typed, string said) =>
        Assert.StartsWith(said, Said(typed), StringComparison.Ordinal);

    [Fact]
    public void Given_every_button_but_stop_when_pressed_then_it_becomes_the_command_of_the_same_name()
    {
        foreach (CardVerb verb in Enum.GetValues<CardVerb>().Except([CardVerb.Stop]))
        {
            var press = new ChatSubmission("k", "console", Story.Bob, "#ops", Open.Id, null, new ButtonPress(verb, Open.Plan!.Hash, new StepId("dns"), "because"));
            var read = Assert.IsType<Interpretation.ToBackout>(ChatInterpreter.Interpret(press, new Catalogue(), [Open], []));
            Assert.Equal(verb.ToString(), read.Command.GetType().Name);
        }
    }

    [Fact]
    public void Given_a_submission_when_kept_in_the_inbox_and_read_back_then_it_is_the_same()
    {
        var press = new ChatSubmission("k", "console", Story.Bob, "#ops", Open.Id, null, new ButtonPress(CardVerb.Approve, Open.Plan!.Hash, null, null));

        Assert.Equal(press, ChatSubmission.FromInbox(press.ToInbox(Story.Begin, null)));
        Assert.Equal("console:k", press.ToInbox(Story.Begin, null).Key);
    }

    [Theory]
    [InlineData("approve {0}", "#payments")]
    [InlineData("deny not so", "#payments")]
    [InlineData("abort too risky", "#payments")]
    [InlineData("deny not so", "#ops")]
    public void Given_an_answer_that_names_no_backout_where_several_are_open_then_whole_commands_are_offered_that_name_those_it_may_mean(string typed, string channel)
    {
        typed = string.Format(System.Globalization.CultureInfo.InvariantCulture, typed, Open.Plan!.Hash.Value[..8]);
        BackoutState[] open = [Of(Ledger), Open, Of(Payments)];

        var body = Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(Elsewhere(typed, channel, open)).Message.Body);

        (string verb, string rest) = (typed.Split(' ')[0], typed[(typed.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        Assert.Contains($"For checkout-api (Approval needed): {verb} checkout-api-1 {rest}", body.Lines);
        Assert.Equal(verb == "abort" ? 3 : 1, body.Lines.Count);
        Assert.Equal(Open.Id, Assert.IsType<Interpretation.ToBackout>(Elsewhere($"{verb} checkout-api-1 {rest}", channel, open)).Backout);
    }

    [Fact]
    public void Given_a_retry_of_a_step_that_only_one_open_backout_has_then_that_one_is_offered_and_nothing_is_retried()
    {
        var body = Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(Elsewhere("retry dns", "#payments", [Of(Payments), Open])).Message.Body);

        Assert.Equal(["For checkout-api (Approval needed): retry checkout-api-1 dns"], body.Lines);
    }

    [Theory]
    [InlineData("start to v2.3.1 payments", "payments")]
    [InlineData("start v2.3.1 payments", "payments")]
    [InlineData("to v2.3.1 payments", "payments")]
    [InlineData("to v2.3.1", "payments")]
    [InlineData("v2.3.1", "payments")]
    [InlineData("go back to v2.3.1", "payments")]
    [InlineData("start to v2.3.1", "payments")]
    public void Given_a_way_back_in_another_order_or_without_its_service_then_nothing_is_begun_and_it_is_said_how(string typed, string service) =>
        Assert.Equal($"Nothing is begun yet. To go back to v2.3.1, say: start {service} to v2.3.1 · To go back to the last version that worked, say: start {service}", Say(Elsewhere(typed, "#payments", [Open])));

    [Fact]
    public void Given_a_way_back_without_its_service_where_several_can_be_meant_then_they_are_named() =>
        Assert.EndsWith("say: start <service>. Known services: checkout-api, payments, ledger.", Say(Elsewhere("to v2.3.1", "#elsewhere", [])), StringComparison.Ordinal);

    [Theory]
    [InlineData("start now payments", "start payments now")]
    [InlineData("stop now payments", "stop payments now")]
    [InlineData("prepare v2.4.0 payments", "prepare payments v2.4.0")]
    public void Given_the_service_does_not_come_first_then_the_command_is_offered_in_its_order(string typed, string right)
    {
        Assert.Equal($"Nothing is begun yet. The service comes first: {right}", Say(Elsewhere(typed, "#ops", [])));
        Assert.IsNotType<Interpretation.Say>(Elsewhere(right, "#ops", []));
    }

    [Theory]
    [InlineData("points payments 2.3.1", "2.3.1")]
    [InlineData("points payments to v2.3.1", "v2.3.1")]
    [InlineData("points payments TO v2.3.1", "v2.3.1")]
    [InlineData("points v2.3.1 payments", "v2.3.1")]
    [InlineData("points to v2.3.1 payments", "v2.3.1")]
    [InlineData("points payments", null)]
    public void Given_points_in_whatever_order_and_with_or_without_to_then_that_point_is_read(string typed, string? name)
    {
        var read = Assert.IsType<Interpretation.ReadPoints>(Elsewhere(typed, "#ops", [Open]));

        Assert.Equal((new ServiceId("payments"), name), (read.Service, read.Name));
    }

    private static ServiceDefinition Payments { get; } = Story.DefaultService with { Id = new ServiceId("payments"), Channel = "#payments" };

    private static ServiceDefinition Ledger { get; } = Story.DefaultService with { Id = new ServiceId("ledger"), Channel = "#ledger" };

    private static BackoutState Of(ServiceDefinition service)
    {
        var state = BackoutState.New(new BackoutId($"{service.Id}-1"));
        Decision decision = BackoutDecider.Decide(state, new Start(new CommandKey("k"), Story.Alice, null), new DecisionContext(service, Story.Begin, new Approvals.Authority(true, true, "named")));
        return decision.Events.Aggregate(state, (before, happened) => before.Apply(happened, Story.Begin, new CommandKey("k")));
    }

    private static Interpretation Elsewhere(string typed, string channel, IReadOnlyList<BackoutState> open) =>
        ChatInterpreter.Interpret(new ChatSubmission("k", "console", Story.Bob, channel, null, typed, null), new Catalogue(Story.DefaultService, Payments, Ledger), open, []);

    private static Interpretation Typed(string text, BackoutId? backout = null) =>
        ChatInterpreter.Interpret(Submission(text, backout), new Catalogue(), [Open], []);

    private static ChatSubmission Submission(string text, BackoutId? backout) => new("k", "console", Story.Alice, "#ops", backout, text, null);

    private static string Said(string text) => Say(Typed(text));

    private static string Say(Interpretation read) => Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(read).Message.Body).Headline;

    private sealed class Catalogue(params ServiceDefinition[] services) : IServiceCatalogue
    {
        public IReadOnlyList<ServiceDefinition> All { get; } = services.Length > 0 ? services : [Story.DefaultService];

        public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(service => service.Id == id);
    }
}
