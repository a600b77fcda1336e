using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using SlackNet;
using SlackNet.Blocks;
using Option = SlackNet.Blocks.Option;

namespace BackoutBot.Slack.Rendering;

/// <summary>The modal that asks for what a button needs: a reason, a statement and its item, a note.</summary>
internal static class SlackModals
{
    /// <summary>The modal.</summary>
    /// <param name="press">The button that was pressed; the modal carries it until it is submitted.</param>
    /// <param name="title">What it is about, such as the service and environment.</param>
    public static ModalViewDefinition Ask(PressValue press, string title)
    {
        var (heading, submit) = Words(press);
        return new ModalViewDefinition
        {
            CallbackId = SlackActionIds.Ask,
            PrivateMetadata = press.ToString(),
            Title = SlackBlocks.Plain(heading, SlackLimits.ModalTitle),
            Submit = SlackBlocks.Plain(submit, SlackLimits.ModalTitle),
            Close = SlackBlocks.Plain("Cancel", SlackLimits.ModalTitle),
            Blocks = [.. Blocks(press, title)],
        };
    }

    /// <summary>What the person answered, as a press.</summary>
    /// <param name="press">What the modal carried.</param>
    /// <param name="state">What was put into it.</param>
    public static PressReading Read(PressValue press, ViewState? state) => press.Read(
        state?.GetValue<PlainTextInputValue>(SlackActionIds.Input)?.Value,
        state?.GetValue<StaticSelectValue>(SlackActionIds.Item)?.SelectedOption?.Value);

    private static IEnumerable<Block> Blocks(PressValue press, string title)
    {
        var about = press.Step is { } step ? $"{title} · {press.Backout} · step {step}" : $"{title} · {press.Backout}";
        yield return new ContextBlock { Elements = [SlackBlocks.Plain(VisibleText.OnOneLine(about), 300)] };
        if (press.Items is { Count: > 0 } items)
        {
            yield return new InputBlock
            {
                BlockId = SlackActionIds.Item,
                Label = SlackBlocks.Plain("Which item do you vouch for?", SlackLimits.InputLabel),
                Element = new StaticSelectMenu
                {
                    ActionId = SlackActionIds.Item,
                    Options = [.. items.Take(SlackLimits.Options).Select(Option)],
                    InitialOption = items.Count == 1 ? Option(items[0]) : null,
                    FocusOnLoad = items.Count > 1,
                },
            };
        }

        yield return new InputBlock
        {
            BlockId = SlackActionIds.Input,
            Label = SlackBlocks.Plain(press.Prompt ?? "Why?", SlackLimits.InputLabel),
            Hint = SlackBlocks.Plain("It goes on the record under your name.", SlackLimits.InputLabel),
            Element = new PlainTextInput
            {
                ActionId = SlackActionIds.Input,
                Multiline = true,
                MinLength = 1,
                MaxLength = SlackLimits.InputText,
                FocusOnLoad = press.Items is not { Count: > 1 },
            },
        };
    }

    private static Option Option(string item) => new()
    {
        Text = SlackBlocks.Plain($"{item} {Checklist.Find(new ItemId(item))?.Title}".TrimEnd(), SlackLimits.OptionText),
        Value = item,
    };

    private static (string Heading, string Submit) Words(PressValue press) => CardVerbs.Find(press.Verb) switch
    {
        CardVerb.Deny => ("Deny the plan", "Deny"),
        CardVerb.Skip => ("Go on without a step", "Skip"),
        CardVerb.Accept => ("Accept without proof", "Accept"),
        CardVerb.Abort => ("Give the backout up", "Abort"),
        CardVerb.Leave => ("Give up, leave open", "Leave"),
        CardVerb.Note => ("Note on the timeline", "Note"),
        CardVerb.Attest => ("Vouch for an item", "Attest"),
        _ => (press.Verb, "Send"),
    };
}
