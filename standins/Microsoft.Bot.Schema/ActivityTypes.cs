namespace Microsoft.Bot.Schema;

public static class ActivityTypes
{
    public const string Message = "message";

    internal const string Event = "event";
    internal const string Invoke = "invoke";
    internal const string InvokeResponse = "invokeResponse";
}
