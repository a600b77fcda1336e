using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;
using static BackoutBot.Core.Tests.Backouts.Story;
using Start = BackoutBot.Core.Backouts.Commands.Start;

namespace BackoutBot.Core.Tests.Advice;

/// <summary>Who types what an answer says is understood.</summary>
public sealed class ChatAdviceTests
{
    private static readonly ServiceDefinition Cart = DefaultService with { Id = new ServiceId("cart-api") };
    private static readonly BackoutState Checkout = new Story().Proposed().State;
    private static readonly BackoutState CartOpen = Opened();

    [Fact]
    public void Given_an_unknown_word_when_help_is_typed_then_the_commands_are_shown()
    {
        string verb = Advised.By(Said("qqqqq"), "Type * to see what I can do.")[0];

        Assert.Contains("What /backout can do:", Said(verb), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_thread_of_a_closed_backout_when_the_advised_undo_is_typed_there_then_that_backout_is_put_back()
    {
        string typed = "undo " + Advised.By(Said("note that was it", thread: new("checkout-api-9")), "If it changed something, that is put back by: undo *.")[0];

        Assert.Equal("checkout-api-9", Assert.IsType<Interpretation.ToUndo>(Read(typed, thread: new("checkout-api-9"))).Ended.Value);
    }

    [Fact]
    public void Given_nothing_is_open_when_it_is_begun_as_advised_then_a_backout_starts()
    {
        string told = Advised.By(Text(ChatInterpreter.Interpret(new ChatSubmission("k", "console", Alice, "#ops", null, "pause", null), new Catalogue(DefaultService), [], [])), "Begin one with: start *")[0];

        Assert.Equal("checkout-api", Assert.IsType<Interpretation.ToService>(Read($"start {told}", open: [])).Service.Value);
    }

    [Fact]
    public void Given_two_are_open_when_it_is_said_in_the_thread_or_with_the_service_then_that_one_is_meant()
    {
        string said = Said("pause", open: [Checkout, CartOpen]);
        Advised.By(said, "Say it in its thread, or name it: *");
        string line = Assert.Single(said.Split('\n'), one => one.StartsWith("For cart-api (", StringComparison.Ordinal));
        Assert.Equal(CartOpen.Id, Assert.IsType<Interpretation.ToBackout>(Read(line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..], null, [Checkout, CartOpen])).Backout);

        Assert.Equal(CartOpen.Id, Assert.IsType<Interpretation.ToBackout>(Read("pause", CartOpen.Id, [Checkout, CartOpen])).Backout);
        Assert.Equal(CartOpen.Id, Assert.IsType<Interpretation.ToBackout>(Read("pause cart-api", null, [Checkout, CartOpen])).Backout);
    }

    [Theory]
    [InlineData("pause checkout-api")]
    [InlineData("skip checkout-api code")]
    [InlineData("attest checkout-api 9.1")]
    [InlineData("include checkout-api-1 api.shop.example.")]
    public void Given_a_service_or_backout_is_named_in_its_own_thread_then_the_name_is_no_part_of_what_is_said(string typed)
    {
        var command = Assert.IsType<Interpretation.ToBackout>(Read(typed, Checkout.Id)).Command;

        Assert.DoesNotContain("checkout-api", command switch
        {
            Skip skip => skip.Step?.Value,
            Attest attest => attest.Item.Value,
            Include include => include.Resource,
            _ => "",
        }, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_people_say_something_in_a_thread_then_a_service_s_name_in_front_is_part_of_it() =>
        Assert.Equal("checkout-api is slow", Assert.IsType<Note>(Assert.IsType<Interpretation.ToBackout>(Read("note checkout-api is slow", Checkout.Id)).Command).Text);

    [Theory]
    [InlineData("status")]
    [InlineData("plan")]
    public void Given_a_read_that_names_the_service_in_its_own_thread_then_it_is_answered(string verb) =>
        Assert.DoesNotContain("no open backout", Said($"{verb} checkout-api", Checkout.Id), StringComparison.Ordinal);

    [Fact]
    public void Given_something_is_left_when_the_backout_and_what_becomes_of_it_are_named_then_it_is_taken_over()
    {
        Story story = Scenes.Left();
        string ended = Advised.By(story.Answer(Bob, "takeover", inThread: false), "*Name the backout, then what becomes of what it left: takeover * <what becomes of it>.")[1];

        story.Does(Bob, $"takeover {ended} it goes at noon", inThread: false);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("prepare")]
    [InlineData("points")]
    public void Given_no_service_is_named_when_one_of_those_listed_is_then_it_is_read(string verb)
    {
        string service = Advised.By(Said(verb, open: []), "Name the service: *")[0].TrimEnd(',');

        Assert.IsNotType<Interpretation.Say>(Read($"{verb} {service}", open: []));
    }

    [Fact]
    public void Given_no_point_is_named_when_one_that_is_listed_is_then_it_is_started_to()
    {
        string said = Said("start checkout-api to", open: []);

        Assert.IsType<Interpretation.ToPoint>(Read($"start {Advised.By(said, "Name the version or point to go to: start * to <version or point>.")[0]} to v2.3.0", open: []));
        Assert.IsType<Interpretation.ReadPoints>(Read($"points {Advised.By(said, "What is kept is listed by: points *")[0]}", open: []));
    }

    [Theory]
    [InlineData("start to v2.3.1 cart-api")]
    [InlineData("start v2.3.1 cart-api")]
    [InlineData("to v2.3.1 cart-api")]
    [InlineData("back to v2.3.1 for cart-api")]
    public void Given_a_way_back_in_another_order_when_it_is_said_as_advised_then_it_is_started(string typed)
    {
        string[] told = Advised.By(Said(typed), "To go back to *, say: start * to * · To go back to the last version that worked, say: start *");

        var to = Assert.IsType<Interpretation.ToPoint>(Read($"start {told[1]} to {told[2]}"));
        Assert.Equal(("cart-api", "v2.3.1"), (to.Service.Value, to.Name));
    }

    [Fact]
    public void Given_a_way_back_without_its_point_when_it_is_said_as_advised_then_it_is_started()
    {
        string said = Said("rollback cart-api");
        Assert.Equal("cart-api", Assert.IsType<Interpretation.ToService>(Read($"start {Advised.By(said, "To go back to the last version that worked, say: start * · To go to another, name it: start * to <version or point>.")[0]}")).Service.Value);
    }

    [Fact]
    public void Given_another_service_than_the_thread_s_is_named_when_the_thread_s_own_is_meant_and_said_as_advised_then_it_is_started_there()
    {
        string[] told = Advised.By(Said("start to v2.3.1 cart-api", Checkout.Id), "To take * there, of which this thread is, say: start * to *");

        Assert.Equal("checkout-api", Assert.IsType<Interpretation.ToPoint>(Read($"start {told[1]} to {told[2]}")).Service.Value);
    }

    [Fact]
    public void Given_no_backout_is_named_that_left_a_release_when_it_is_then_it_is_cleared()
    {
        string said = Text(ChatInterpreter.Interpret(new ChatSubmission("k", "console", Alice, "#ops", null, "clear", null), new Catalogue(DefaultService), [], []));
        Advised.By(said, "Name the backout that left the release, then why it is good: clear <backout> <reason>.");
        string service = Advised.By(said, "The restore points, with the backout that left each, are listed by: points *")[0];

        Assert.IsType<Interpretation.ReadPoints>(Read($"points {service}"));
        Assert.Equal("it was the network", Assert.IsType<ClearRelease>(Assert.IsType<Interpretation.ToBackout>(Read("clear checkout-api-1 it was the network")).Command).Reason);
    }

    [Fact]
    public void Given_the_stop_button_of_a_closed_backout_when_the_command_is_said_in_the_channel_then_it_is_stopped()
    {
        string service = Advised.By(Text(ChatInterpreter.Interpret(Pressed(CardVerb.Stop, "checkout-api-9"), Services, [Checkout], [])), "To have a deployment stopped all the same, say in the channel: stop *")[0];

        Assert.Equal("checkout-api", Assert.IsType<Interpretation.ToStop>(Read($"stop {service}")).Service.Value);
    }

    [Fact]
    public void Given_a_plan_without_lines_for_by_hand_when_it_is_planned_again_then_that_is_asked_for()
    {
        string verb = Advised.By(Said("runbook", Checkout.Id), "Have it planned again: *")[0];

        Assert.IsType<Replan>(Assert.IsType<Interpretation.ToBackout>(Read(verb, Checkout.Id)).Command);
    }

    [Fact]
    public void Given_a_button_that_is_none_when_one_of_a_card_is_pressed_then_it_is_read()
    {
        Advised.By(Faults(Good with { Backout = null }), "Use one on a card.");
        Advised.By(Faults(Good with { Verb = "explode" }), "Use one on the newest card.");
        Advised.By(Faults(Good with { Plan = "x" }), "Use one on the newest card.");
        Advised.By(Faults(Good with { Step = "«»" }), "Use one on the newest card.");

        CardButton button = CardWriter.Write(Checkout, Story.Begin).Buttons.First(one => one.Verb is CardVerb.Approve);
        Assert.IsType<PressReading.Pressed>(PressReading.Of(Good with { Backout = Checkout.Id.Value, Verb = CardVerbs.NameOf(button.Verb), Plan = button.Plan!.Value.Value }));
    }

    [Fact]
    public void Given_an_item_or_a_text_that_can_not_be_when_a_listed_one_or_a_shorter_one_is_given_then_it_is_read()
    {
        Advised.By(Faults(Good with { Item = "99" }), "Choose one of the listed checklist items.");
        Assert.IsType<PressReading.Pressed>(PressReading.Of(Good with { Item = "9.1" }));

        string longest = Advised.By(Faults(Good with { Input = new string('x', 5_000) }), "That is * characters long: write at most *.")[1];
        Assert.IsType<PressReading.Pressed>(PressReading.Of(Good with { Input = new string('x', int.Parse(longest)) }));
    }

    private static PressFields Good { get; } = new(Backout: "checkout-api-1", Verb: "pause", Plan: null, Step: null, Item: null, Input: null);

    private static IServiceCatalogue Services { get; } = new Catalogue();

    private static string Faults(PressFields fields) => string.Join(' ', Assert.IsType<PressReading.Refused>(PressReading.Of(fields)).Faults);

    private static BackoutState Opened()
    {
        BackoutState state = BackoutState.New(new BackoutId("cart-api-1"));
        Decision decision = BackoutDecider.Decide(state, new Start(new CommandKey("k"), Alice, null), new DecisionContext(Cart, Story.Begin, new Core.Approvals.Authority(true, true, "named")));
        foreach (Core.Backouts.Events.BackoutEvent happened in decision.Events)
        {
            state = state.Apply(new Core.Journal.JournalEntry(state.Id, state.Version + 1, Story.Begin, Alice, new CommandKey("k"), null, happened, "", ""));
        }

        return state;
    }

    private static ChatSubmission Pressed(CardVerb verb, string backout) => new("k", "console", Bob, "#ops", new BackoutId(backout), null, new ButtonPress(verb, null, null, null));

    private static Interpretation Read(string typed, BackoutId? thread = null, IReadOnlyList<BackoutState>? open = null) =>
        ChatInterpreter.Interpret(new ChatSubmission("k", "console", Alice, "#ops", thread, typed, null), Services, open ?? [Checkout], []);

    private static string Said(string typed, BackoutId? thread = null, IReadOnlyList<BackoutState>? open = null) => Text(Read(typed, thread, open));

    private static string Text(Interpretation read)
    {
        TextBody text = Assert.IsType<TextBody>(Assert.IsType<Interpretation.Say>(read).Message.Body);
        return string.Join('\n', [text.Headline, .. text.Lines]);
    }

    private sealed class Catalogue(params ServiceDefinition[] services) : IServiceCatalogue
    {
        public IReadOnlyList<ServiceDefinition> All { get; } = services.Length > 0 ? services : [DefaultService, Cart];

        public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(service => service.Id == id);
    }
}
