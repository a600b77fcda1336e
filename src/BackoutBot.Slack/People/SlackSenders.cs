using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using BackoutBot.Slack.Outbound;

namespace BackoutBot.Slack.People;

/// <summary>
/// Who sent something. Somebody of another organisation (Slack Connect) carries that one's id before their own, so that they are nobody
/// whom the settings do not name so, and never somebody of ours.
/// </summary>
internal sealed class SlackSenders(IAccounts accounts, SlackWorkspace workspace)
{
    /// <summary>The person.</summary>
    /// <param name="user">The user's id as Slack sent it.</param>
    /// <param name="team">The workspace or organisation that the user belongs to, as Slack sent it; null where Slack says none, as it does for the bot's own.</param>
    /// <exception cref="Core.Intake.InboxUnavailableException">It is not known yet which workspace is the bot's own.</exception>
    public PersonId Of(string user, string? team) => accounts.PersonOf(new PlatformAccount(
        SlackChannels.Platform,
        string.IsNullOrEmpty(team) || workspace.IsOurs(team) ? user : $"{team}/{user}"));

    /// <summary>The person's user id in Slack, or null where they have none: the first of their accounts.</summary>
    public string? UserOf(PersonId person) =>
        accounts.AccountsOf(person, SlackChannels.Platform) is [var account, ..] ? account.Id[(account.Id.IndexOf('/', StringComparison.Ordinal) + 1)..] : null;
}
