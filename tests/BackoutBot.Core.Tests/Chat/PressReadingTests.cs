using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using CsCheck;

namespace BackoutBot.Core.Tests.Chat;

public sealed class PressReadingTests
{
    private static readonly string Plan = new('a', 64);
    private static readonly PressFields Skip = new("checkout-api-17", "skip", Plan, "dns", "it is known", "6.1");

    public static TheoryData<CardVerb> Verbs { get; } = [.. Enum.GetValues<CardVerb>()];

    [Fact]
    public void Given_all_that_a_button_can_carry_when_read_then_the_press_has_it() =>
        Assert.Equal(
            new PressReading.Pressed(new BackoutId("checkout-api-17"), new ButtonPress(CardVerb.Skip, new PlanHash(Plan), new StepId("dns"), "it is known", new ItemId("6.1"))),
            PressReading.Of(Skip));

    [Fact]
    public void Given_a_backout_and_a_verb_when_read_then_nothing_else_is_needed() =>
        Assert.Equal(
            new PressReading.Pressed(new BackoutId("a-1"), new ButtonPress(CardVerb.Pause, null, null, null)),
            PressReading.Of(new PressFields("a-1", "pause")));

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Given_a_verb_as_any_card_ever_spelled_it_when_read_then_it_is_that_verb(CardVerb verb)
    {
        Assert.Equal(verb, Read(Skip with { Verb = CardVerbs.NameOf(verb) }).Verb);
        Assert.Equal(verb, Read(Skip with { Verb = verb.ToString() }).Verb);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData(" skip")]
    [InlineData("skip,deny")]
    [InlineData("explode")]
    public void Given_a_verb_that_is_none_when_read_then_the_person_is_sent_to_the_newest_card(string? verb) =>
        Assert.Equal(["This button is not known any more. Use one on the newest card."], Faults(Skip with { Verb = verb }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("Checkout-17")]
    [InlineData("../etc")]
    [InlineData("checkout-api-17\n")]
    [InlineData("chéckout-1")]
    public void Given_no_backouts_name_when_read_then_it_belongs_to_none(string? backout) =>
        Assert.Equal([PressReading.NoBackout], Faults(Skip with { Backout = backout }));

    [Theory]
    [InlineData("")]
    [InlineData("abcdef")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n")]
    public void Given_a_plan_that_is_no_whole_hash_when_read_then_that_is_said(string plan) =>
        Assert.Equal(["This button names a plan that can't be. Use one on the newest card."], Faults(Skip with { Plan = plan }));

    [Theory]
    [InlineData("")]
    [InlineData(".dns")]
    [InlineData("a b")]
    [InlineData("dns\n")]
    [InlineData("<!channel>")]
    public void Given_no_steps_name_when_read_then_that_is_said(string step) =>
        Assert.Equal(["This button names a step that can't be. Use one on the newest card."], Faults(Skip with { Step = step }));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Given_a_name_of_a_step_or_backout_when_read_then_it_has_at_most_100_characters(int length, bool accepted)
    {
        Assert.Equal(accepted, PressReading.Of(Skip with { Step = new string('s', length) }) is PressReading.Pressed);
        Assert.Equal(accepted, PressReading.Of(Skip with { Backout = new string('b', length) }) is PressReading.Pressed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("99.1")]
    [InlineData("06.1")]
    [InlineData("<at>all</at>")]
    public void Given_an_item_that_the_checklist_lacks_when_read_then_that_is_said(string item) =>
        Assert.Equal(["Choose one of the listed checklist items."], Faults(Skip with { Item = item }));

    [Theory]
    [InlineData(" \n because \t", "because")]
    [InlineData(" \n\t\u00A0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Given_a_text_when_read_then_it_is_without_the_blanks_around_it_and_blanks_alone_are_none(string? typed, string? kept) =>
        Assert.Equal(kept, Read(Skip with { Input = typed }).Input);

    [Fact]
    public void Given_a_text_when_read_then_it_has_at_most_4000_UTF_16_units_between_the_blanks()
    {
        string fits = string.Concat(Enumerable.Repeat("😀", 2_000));

        Assert.Equal(fits, Read(Skip with { Input = $"  {fits}\n" }).Input);
        Assert.Equal(["That is 4001 characters long: write at most 4000."], Faults(Skip with { Input = fits + "x" }));
    }

    [Fact]
    public void Given_several_faults_when_read_then_all_are_said_at_once() =>
        Assert.Equal(6, Faults(new PressFields("?", "?", "?", "?", new string('x', 4_001), "?")).Distinct().Count());

    [Fact]
    public void Given_any_button_of_a_card_when_its_fields_come_back_then_the_press_is_the_one_that_was_meant() =>
        AnyPress.Any.Sample(any => Assert.Equal(
            any.Meant,
            PressReading.Of(new PressFields(any.Backout.Value, CardVerbs.NameOf(any.Button.Verb), any.Button.Plan?.Value, any.Button.Step?.Value, any.Input, any.Item?.Value))));

    [Fact]
    public void Given_any_texts_when_read_then_what_is_said_of_them_holds_none_of_them() =>
        Gen.String[8, 40].Select(text => $"\u0001{text}").Array[5].Sample(texts =>
            Assert.DoesNotContain(Faults(new PressFields(texts[0], texts[1], texts[2], texts[3], Input: null, texts[4])), fault => texts.Any(text => fault.Contains(text, StringComparison.Ordinal))));

    private static ButtonPress Read(PressFields fields) => Assert.IsType<PressReading.Pressed>(PressReading.Of(fields)).Press;

    private static IReadOnlyList<string> Faults(PressFields fields) => Assert.IsType<PressReading.Refused>(PressReading.Of(fields)).Faults;
}
