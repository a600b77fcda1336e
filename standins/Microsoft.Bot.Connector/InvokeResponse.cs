namespace Microsoft.Bot.Builder;

internal sealed class InvokeResponse
{
    public int Status { get; set; }

    public object Body { get; set; }
}
