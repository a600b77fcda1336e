using BackoutBot.Core.Cards;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Steps;
using CsCheck;

namespace BackoutBot.Slack.Tests.Rendering;

/// <summary>Texts and cards as somebody might make them who wants them to break out or to bury the rest.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "<!channel>", "<!here>", "<@U024BE7LH>", "<#C024BE7LR|ops>", "<https://evil.example|Approve>", "<!subteam^S1>", "<!date^0^{date}|x>", "@everyone", "@here", "https://evil.example/x",
        "*bold*", "_italic_", "~gone~", "`code`", "```block```", "> quote", ":white_check_mark:", ":+1:", "[run](javascript:alert(1))", "• ", "&lt;!channel&gt;", "&amp;", "\"", "\\",
        "\u202Egpj.exe\u2066", "zero\u200Bwidth", "\uFEFF", "\u00AD", "\u2028", "\u0007", "\uD83D", "\uDE00", "😀", "👩‍🚒", "é", "\n", "\r\n", "\t", " ", "", "my_service", "a_", "03:12:00",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency(
        (30, Gen.OneOf(Pieces)),
        (10, Gen.Char.Select(character => character.ToString())),
        (1, Gen.OneOf(Pieces).Select(Gen.Int[1, 2_000]).Select((piece, times) => string.Concat(Enumerable.Repeat(piece, times)))));

    /// <summary>Hostile text, now and then of more than 10,000 characters.</summary>
    public static Gen<string> Text { get; } = Piece.Array[0, 12].Select(string.Concat);

    private static readonly Gen<StepId> Step = Gen.OneOf(Gen.Int[0, 99].Select(number => new StepId($"step-{number}")), Text.Select(text => new StepId(text)));

    /// <summary>A card of hostile texts, with up to 60 of everything.</summary>
    public static Gen<Card> Card { get; } =
        from texts in Text.Array[6]
        from tone in Gen.Enum<CardTone>()
        from waiting in Gen.Bool
        from progress in Gen.Int[-10, 200]
        from facts in Text.Select(Text, (name, value) => new CardFact(name, value)).Array[0, 60]
        from steps in Gen.Select(Text, Text, Text, Gen.Enum<StepPhase>(), Gen.Int[-10, 200], (title, before, after, phase, percent) => new CardStep(new StepId("s"), title, before, after, phase, percent, before)).Array[0, 60]
        from checks in Gen.Select(Text, Text, Gen.Enum<CheckStatus>(), (title, summary, status) => new CardCheck(new ItemId("3.1"), title, status, summary, summary.Length % 2 == 0 ? null : title)).Array[0, 60]
        from cautions in Text.Array[0, 60]
        from buttons in Buttons
        select new Card(new BackoutId("checkout-api-1"), texts[0], tone, texts[1], texts[2], waiting ? texts[3] : null, new CardProgress(progress, texts[4]), facts, steps, checks, cautions, buttons, texts[5]);

    private static Gen<CardButton[]> Buttons =>
        (from verb in Gen.Enum<CardVerb>()
         from label in Text
         from style in Gen.Enum<ButtonStyle>()
         from step in Step
         from prompt in Text
         from kind in Gen.Int[0, 3]
         select new CardButton(verb, label, style, new PlanHash("abcdef"), kind == 0 ? null : step, kind == 1 ? prompt : null, kind == 2 ? prompt : null, kind == 3 ? [new CardItem(new ItemId("9.1"), label)] : null)).Array[0, 60];
}
