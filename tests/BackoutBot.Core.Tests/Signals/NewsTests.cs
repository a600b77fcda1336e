using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Commands;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.PostMortems;
using BackoutBot.Core.Signals;
using BackoutBot.Core.Tests.Backouts;

namespace BackoutBot.Core.Tests.Signals;

/// <summary>What the provider tells of things that the bot can't look at.</summary>
public sealed class NewsTests
{
    [Fact]
    public void Given_bad_news_then_a_thread_is_opened_that_names_them()
    {
        Story story = new();

        Hear(story, SignalKind.BadNews);

        Assert.Equal((BackoutPhase.Watching, true), (story.State.Phase, story.State.HasThread));
        Assert.Contains(CardWriter.Write(story.State, story.Now).Facts, fact => fact.Name == "Bad news of" && fact.Value.StartsWith("environment checkout-prod, health (since ", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_good_news_of_the_same_then_they_stand_no_more_and_after_the_soak_nothing_is_needed()
    {
        Story story = new();
        Hear(story, SignalKind.BadNews);
        story.Pass(TimeSpan.FromMinutes(1));
        Hear(story, SignalKind.GoodNews);

        Assert.Empty(story.State.StandingNews);
        Assert.Equal(CardTone.Good, Assert.IsType<TextBody>(story.Said[^1].Body).Tone);
        story.Pass(TimeSpan.FromMinutes(10)).Tick();
        Assert.Equal(BackoutPhase.NotNeeded, story.State.Phase);
    }

    [Fact]
    public void Given_good_news_of_something_else_of_the_resource_then_the_bad_stand()
    {
        Story story = new();
        Hear(story, SignalKind.BadNews);
        story.Pass(TimeSpan.FromMinutes(1));
        Hear(story, SignalKind.BadNews, "environment checkout-prod, changes");
        story.Pass(TimeSpan.FromMinutes(1));
        Hear(story, SignalKind.GoodNews, "environment checkout-prod, changes");

        Assert.Equal("environment checkout-prod, health", Assert.Single(story.State.StandingNews).Subject);
        story.Pass(TimeSpan.FromMinutes(10)).Tick();
        Assert.Equal(BackoutPhase.Watching, story.State.Phase);
    }

    [Fact]
    public void Given_good_news_of_what_nothing_bad_was_heard_of_then_they_are_no_news()
    {
        Story story = new Story().Broken();
        long version = story.State.Version;

        Hear(story, SignalKind.GoodNews);

        Assert.Equal(version, story.State.Version);
    }

    [Fact]
    public void Given_good_news_from_before_the_bad_when_they_come_late_then_they_end_nothing()
    {
        Story story = new();
        DateTimeOffset before = story.Now.AddMinutes(-1);
        Hear(story, SignalKind.BadNews);
        long version = story.State.Version;

        story.Send(new JoinSignal(story.NextKey(), News(SignalKind.GoodNews, before)));

        Assert.Equal(version, story.State.Version);
        Assert.Single(story.State.StandingNews);
    }

    [Fact]
    public void Given_bad_news_after_the_last_step_then_it_is_not_proved_until_there_are_good_ones()
    {
        Story story = new Story().Approved().RunSteps();
        story.Send(new JoinSignal(story.NextKey(), Story.Alarm(SignalKind.AlarmCleared, "m-clear", story.Now)));
        story.Pass(TimeSpan.FromSeconds(10));
        Hear(story, SignalKind.BadNews);

        story.Validate();
        Assert.Null(story.State.WellSince);
        Assert.Contains("environment checkout-prod, health: bad news at ", story.State.WellnessNote, StringComparison.Ordinal);

        story.Pass(TimeSpan.FromSeconds(10));
        Hear(story, SignalKind.GoodNews);
        story.Validate();
        Assert.NotNull(story.State.WellSince);
    }

    [Fact]
    public void Given_bad_news_that_nothing_good_followed_then_the_post_mortem_has_them_to_follow_up()
    {
        Story story = new Story().Broken();
        Hear(story, SignalKind.BadNews);

        Assert.Contains("- [ ] environment checkout-prod, health: bad news at ", PostMortemWriter.Write(story.State, story.Now).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_news_that_are_neither_then_an_open_thread_has_them_and_nothing_moves()
    {
        Story story = new Story().Broken();
        BackoutPhase phase = story.State.Phase;

        Hear(story, SignalKind.News);

        Assert.Equal(phase, story.State.Phase);
        Assert.Empty(story.State.StandingNews);
        Assert.Equal(CardTone.Quiet, Assert.IsType<TextBody>(story.Said[^1].Body).Tone);
    }

    [Fact]
    public void Given_bad_news_that_are_older_than_known_good_ones_then_they_are_outdated_and_those_of_something_else_are_not()
    {
        HeardSignal[] heard = [HeardSignal.Of(News(SignalKind.GoodNews, Story.Begin.AddMinutes(1)))];

        Assert.True(Hearing.Of(News(SignalKind.BadNews, Story.Begin), heard).IsOutdated);
        Assert.False(Hearing.Of(News(SignalKind.BadNews, Story.Begin.AddMinutes(2)), heard).IsOutdated);
        Assert.False(Hearing.Of(News(SignalKind.BadNews, Story.Begin, "environment checkout-prod, changes"), heard).IsOutdated);
    }

    private static void Hear(Story story, SignalKind kind, string subject = "environment checkout-prod, health") =>
        story.Send(new JoinSignal(story.NextKey(), News(kind, story.Now, subject)));

    private static Signal News(SignalKind kind, DateTimeOffset at, string subject = "environment checkout-prod, health") =>
        new(new SignalId($"{kind} {subject} {at:O}"), kind, new ResourceKey("aws:elasticbeanstalk:1:eu:checkout-prod"), subject, at, $"{subject}: {kind}", new Dictionary<string, string>());
}
