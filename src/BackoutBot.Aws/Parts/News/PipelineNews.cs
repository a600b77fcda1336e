using System.Text.Json;
using BackoutBot.Aws.Events;
using BackoutBot.Core.Intake;
using BackoutBot.Core.Signals;

namespace BackoutBot.Aws.Parts.News;

/// <summary>How a pipeline's executions end, by EventBridge or by a notification rule; what their stages and actions do is of no consequence.</summary>
internal static class PipelineNews
{
    public static IntakeReading Read(JsonElement message, string detailType, EventOrigin origin)
    {
        var detail = message.Object("detail");
        var state = detail.Text("state");
        var more = message.Object("additionalAttributes");
        var failed = more.Items("failedActions").Select(action => $"{action.Text("action")}: {action.Text("additionalInformation")}");
        var stage = more.Text("failedStage");
        var details = new SignalDetails()
            .With("execution", detail.Text("execution-id"))
            .With("failedStage", stage)
            .With("reason", string.Join("; ", failed));
        return NewsSignal.Of(
            origin,
            message.Text("account"),
            message.Text("region"),
            NewsKind.Pipeline,
            detail.Text("pipeline"),
            aspect: null,
            detailType == "CodePipeline Pipeline Execution State Change" ? Tone(state) : SignalKind.Informational,
            EventTime.Parse(message.Text("time")),
            state is not null && stage is not null ? $"{state}, in the stage {stage}" : state,
            details);
    }

    private static SignalKind Tone(string? state) => state switch
    {
        "FAILED" => SignalKind.BadNews,
        "SUCCEEDED" => SignalKind.GoodNews,
        "STARTED" or "RESUMED" or "STOPPED" => SignalKind.News,
        _ => SignalKind.Informational,
    };
}
