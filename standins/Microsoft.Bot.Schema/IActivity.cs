namespace Microsoft.Bot.Schema;

public interface IActivity;

public interface IInvokeActivity : IActivity;

public interface IMessageActivity : IActivity
{
    internal string Text { get; set; }

    internal ChannelAccount Recipient { get; }

    internal Mention[] GetMentions();
}
