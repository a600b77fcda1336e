using BackoutBot.Core.Cards;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Rendering;

/// <summary>A card's buttons as universal actions, which Teams sends to the bot as <c>adaptiveCard/action</c> invokes.</summary>
internal static class CardActions
{
    /// <summary>How many actions Teams shows before the others go into its overflow menu.</summary>
    public const int MaxPrimary = 6;

    private const int Room = 9_000;

    /// <summary>The actions that fit, and the buttons that do not.</summary>
    public static (JArray Actions, IReadOnlyList<CardButton> Left) Of(BackoutId backout, string channel, IReadOnlyList<CardButton> buttons)
    {
        CardBudget room = new(Room);
        JArray actions = [];
        foreach (CardButton button in buttons)
        {
            JObject action = Action(backout, channel, button);
            if (actions.Count >= MaxPrimary)
            {
                action["mode"] = "secondary";
            }

            if (!room.TrySpend(action))
            {
                return (actions, [.. buttons.Skip(actions.Count)]);
            }

            actions.Add(action);
        }

        return (actions, []);
    }

    /// <summary>Has each named person's client ask for the card as that person may see it.</summary>
    /// <param name="backout">The backout.</param>
    /// <param name="channel">The channel of its thread.</param>
    /// <param name="userIds">Teams user ids (<c>29:…</c>), of which Teams takes 60; where there are none the property is left out, and Teams refreshes for everybody in a conversation of at most 60 members.</param>
    public static JObject Refresh(BackoutId backout, string channel, IReadOnlyList<string> userIds)
    {
        JObject refresh = new()
        {
            ["action"] = new JObject
            {
                ["type"] = "Action.Execute",
                ["title"] = "Refresh",
                ["verb"] = TeamsPress.RefreshVerb,
                ["data"] = TeamsPress.Data(backout, channel),
            },
        };
        if (userIds.Count > 0)
        {
            refresh["userIds"] = new JArray(userIds.Take(MaxRefreshed));
        }

        return refresh;
    }

    private const int MaxRefreshed = 60;

    private static JObject Action(BackoutId backout, string channel, CardButton button)
    {
        string label = PlainText.Of(button.Label, 60);
        JObject execute = new()
        {
            ["type"] = "Action.Execute",
            ["title"] = label,
            ["verb"] = CardVerbs.NameOf(button.Verb),
            ["data"] = TeamsPress.Data(backout, channel, button),
            ["associatedInputs"] = button.Prompt is null ? "none" : "auto",
        };
        if (button is { Prompt: null, Confirm: null })
        {
            return Styled(execute, button.Style);
        }

        if (button.Prompt is null)
        {
            execute["title"] = $"Yes, {char.ToLowerInvariant(label[0])}{label[1..]}";
        }

        JObject shown = new()
        {
            ["type"] = "Action.ShowCard",
            ["title"] = label,
            ["card"] = new JObject
            {
                ["type"] = "AdaptiveCard",
                ["body"] = new JArray(Question(button)),
                ["actions"] = new JArray(Styled(execute, button.Style)),
            },
        };
        return Styled(shown, button.Style);
    }

    private static IEnumerable<JObject> Question(CardButton button)
    {
        if (button.Confirm is { } question)
        {
            yield return RichText.Block(RichText.Run(PlainText.Of(question, 400), bold: true));
        }

        if (button.Items is { Count: > 0 } items)
        {
            yield return new JObject
            {
                ["type"] = "Input.ChoiceSet",
                ["id"] = TeamsPress.ItemId(button.Verb),
                ["label"] = "Checklist item",
                ["style"] = "compact",
                ["isRequired"] = true,
                ["errorMessage"] = "Choose an item.",
                ["choices"] = new JArray(items.Select(item => new JObject
                {
                    ["title"] = PlainText.Of($"{item.Item} {item.Title}", 120),
                    ["value"] = item.Item.Value,
                })),
            };
        }

        if (button.Prompt is { } prompt)
        {
            yield return new JObject
            {
                ["type"] = "Input.Text",
                ["id"] = TeamsPress.InputId(button.Verb, button.Step),
                ["label"] = PlainText.Of(prompt, 200),
                ["isMultiline"] = true,
                ["isRequired"] = true,
                ["maxLength"] = PressReading.LongestInput,
                ["errorMessage"] = "This is needed: others read it in the thread.",
            };
        }
    }

    private static JObject Styled(JObject action, ButtonStyle style)
    {
        if (style is ButtonStyle.Primary)
        {
            action["style"] = "positive";
        }
        else if (style is ButtonStyle.Danger)
        {
            action["style"] = "destructive";
        }

        return action;
    }
}
