namespace BackoutBot.Slack.Rendering;

/// <summary>
/// What Slack takes at most. Lengths are counted here in UTF-16 code units of the escaped text, which is never less than what Slack counts.
/// Source: Slack's Block Kit and views references; the total of a message is not documented and was measured by others (slackapi/bolt-js issue 2509).
/// </summary>
internal static class SlackLimits
{
    /// <summary>All blocks of a message as JSON. Messages of about 13,200 are refused (<c>msg_blocks_too_long</c>).</summary>
    public const int MessageJson = 12_000;

    /// <summary>The text of a section.</summary>
    public const int SectionText = 3_000;

    /// <summary>The text of a header.</summary>
    public const int HeaderText = 150;

    /// <summary>Fields in a section.</summary>
    public const int Fields = 10;

    /// <summary>Elements in an actions block.</summary>
    public const int Actions = 25;

    /// <summary>The text on a button.</summary>
    public const int ButtonText = 75;

    /// <summary>The value of a button.</summary>
    public const int ButtonValue = 2_000;

    /// <summary>The title of a confirmation.</summary>
    public const int ConfirmTitle = 100;

    /// <summary>The question of a confirmation.</summary>
    public const int ConfirmText = 300;

    /// <summary>The text on a confirmation's button.</summary>
    public const int ConfirmButton = 30;

    /// <summary>The title of a modal, and the text on its buttons.</summary>
    public const int ModalTitle = 24;

    /// <summary>The label of an input.</summary>
    public const int InputLabel = 2_000;

    /// <summary>The text of a menu's option.</summary>
    public const int OptionText = 75;

    /// <summary>Options in a menu.</summary>
    public const int Options = 100;

    /// <summary>What can be typed into a box.</summary>
    public const int InputText = 3_000;

    /// <summary>What a view carries along unseen.</summary>
    public const int PrivateMetadata = 3_000;

    /// <summary>A message's own text, beside the blocks, for best results.</summary>
    public const int MessageText = 4_000;
}
