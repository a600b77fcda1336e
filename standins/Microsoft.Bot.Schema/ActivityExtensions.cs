namespace Microsoft.Bot.Schema;

public static class ActivityExtensions
{
    public static string RemoveRecipientMention(this IMessageActivity activity)
    {
        foreach (var mention in activity.GetMentions().Where(mention => mention.Mentioned?.Id == activity.Recipient?.Id))
        {
            activity.Text = activity.Text?.Replace(mention.Text ?? $"<at>{mention.Mentioned.Name}</at>", string.Empty, StringComparison.OrdinalIgnoreCase).Trim();
        }

        return activity.Text;
    }
}
