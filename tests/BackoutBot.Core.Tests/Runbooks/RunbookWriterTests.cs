using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Chat.Commands;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Runbooks;
using BackoutBot.Core.Services;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Runbooks;

/// <summary>The plan as what a person does by hand.</summary>
public sealed class RunbookWriterTests
{
    [Fact]
    public void Given_a_plan_when_it_is_approved_then_its_runbook_is_in_the_thread_once_and_not_before()
    {
        Story story = Proposed();
        Assert.Empty(story.Said.Select(said => said.Body).OfType<DocumentBody>());

        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.RunSteps().Validated();

        ChatMessage posted = Assert.Single(story.Said, said => said.Body is DocumentBody { Title: "Runbook: checkout-api-1" });
        Assert.Equal(("#ops", "card:checkout-api-1", null), (posted.Channel, posted.Thread, posted.OnlyFor));
        string text = ((DocumentBody)posted.Body).Markdown;
        Assert.Contains($"{story.Journal.Select(entry => entry.Event).OfType<BackoutBot.Core.Backouts.Events.PlanApproved>().Single().Plan.Value[..8]}, approved by bob", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_bracket_then_what_takes_it_away_comes_first_and_the_other_steps_in_their_order()
    {
        string text = RunbookWriter.Write(Proposed().State).Markdown;

        string[] headings = [.. text.Split('\n').Where(line => line.StartsWith("##", StringComparison.Ordinal))];
        Assert.Equal(
            ["## First: take away what stands", "### maintenance-off: Take maintenance-off back", "## Otherwise: the steps, in this order", "### maintenance-on: Take maintenance-on back", "### code: Take code back", "### dns: Take dns back"],
            headings);
        Assert.Contains("NOT APPROVED: 0 of 1", text, StringComparison.Ordinal);
        Assert.Contains("what it takes away does not stand now", text, StringComparison.Ordinal);
        Assert.Contains("Last, once it works again: Take maintenance-off back", text, StringComparison.Ordinal);
        Assert.Contains("```sh\nby-hand code\n```", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_the_page_is_up_then_the_runbook_says_since_when()
    {
        Story story = Proposed();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));

        string text = RunbookWriter.Write(story.State).Markdown;

        Assert.Contains(", since 2026-11-24 03:12 UTC", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_it_is_given_up_with_the_page_up_then_only_its_closing_is_left_and_has_its_lines()
    {
        Story story = Proposed();
        story.Send(new Approve(story.NextKey(), Story.Bob, story.State.Plan!.Hash));
        story.Send(new IntendStep(story.NextKey(), new StepId("maintenance-on")));
        story.Send(new ReportStart(story.NextKey(), new StepId("maintenance-on"), 1, new Core.Actions.StartOutcome.Started("h", "begun")));
        story.Send(new ReportObservation(story.NextKey(), new StepId("maintenance-on"), 1, new Core.Actions.Observation.Succeeded("up", [])));
        story.Send(new Pause(story.NextKey(), Story.Bob));
        story.Send(new Abort(story.NextKey(), Story.Bob, "enough"));

        string text = RunbookWriter.Write(story.State).Markdown;

        Assert.Equal(["### maintenance-off: Take maintenance-off back"], text.Split('\n').Where(line => line.StartsWith("###", StringComparison.Ordinal)));
        Assert.Contains("by-hand maintenance-off", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_plan_that_an_earlier_version_made_then_nothing_is_posted_and_the_answer_says_how_to_get_lines()
    {
        Story story = new();
        story.Approved();

        Assert.DoesNotContain(story.Said, said => said.Body is DocumentBody);
        Interpretation.Say answer = Assert.IsType<Interpretation.Say>(Ask(story));
        Assert.Contains("replan", Assert.IsType<TextBody>(answer.Message.Body).Headline, StringComparison.Ordinal);
        Assert.Contains("kept no lines", RunbookWriter.Write(story.State).Markdown, StringComparison.Ordinal);
        Assert.Contains(story.State.Plan!.Steps[0].Title, RunbookWriter.Write(story.State).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_stop_then_its_runbook_names_no_version_to_go_to()
    {
        var story = new Story();
        story.Send(new Stop(story.NextKey(), Story.Alice, "5xx", Story.Deploying));

        Assert.DoesNotContain("| To |", RunbookWriter.Write(story.State).Markdown, StringComparison.Ordinal);
        Assert.Contains("| To |", RunbookWriter.Write(Proposed().State).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_plan_when_the_runbook_is_asked_for_then_all_see_it()
    {
        Interpretation.Say answer = Assert.IsType<Interpretation.Say>(Ask(Proposed()));

        Assert.Null(answer.Message.OnlyFor);
        Assert.Equal("Runbook: checkout-api-1", Assert.IsType<DocumentBody>(answer.Message.Body).Title);
    }

    [Fact]
    public void Given_a_title_with_markup_then_it_does_not_act()
    {
        Story story = Proposed(step => step with { Title = "`x` <b> [a](http://evil)\n# Owned" });

        string text = RunbookWriter.Write(story.State).Markdown;

        Assert.DoesNotContain("\n# Owned", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("](http", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_values_with_what_can_not_be_seen_and_an_address_then_the_one_is_shown_and_the_other_is_no_link()
    {
        Story story = Proposed(step => step with { Before = "TXT \"a\u202Eb\r\nc\u200B\"", Target = "see https://evil.example or WWW.evil.example" });

        string text = RunbookWriter.Write(story.State).Markdown;

        Assert.Contains("TXT \"a⟨U+202E⟩b ⏎ c⟨U+200B⟩\"", text, StringComparison.Ordinal);
        Assert.Contains(@"see https\://evil.example or WWW\.evil.example", text, StringComparison.Ordinal);
    }

    private static Interpretation Ask(Story story) => ChatInterpreter.Interpret(
        new ChatSubmission("1", "console", Story.Carol, "#ops", null, "runbook", null), new OneService(), [story.State], []);

    private static Story Proposed(Func<PlanStep, PlanStep>? with = null)
    {
        Story story = new();
        return story.Proposed([.. story.Service.Steps.Select(step => (with ?? (same => same))(Story.Step(step.Id, supporting: step.Action.StartsWith("maintenance", StringComparison.Ordinal)) with
        {
            Runbook = new StepRunbook([new RunbookLink("The console", new Uri("https://console.example/x"))], [new RunbookLine($"Does {step.Id}", $"by-hand {step.Id}", Changes: true)]),
        }))]);
    }

    private sealed class OneService : IServiceCatalogue
    {
        public IReadOnlyList<ServiceDefinition> All => [Story.DefaultService];

        public ServiceDefinition? Find(ServiceId id) => All.FirstOrDefault(service => service.Id == id);
    }
}
