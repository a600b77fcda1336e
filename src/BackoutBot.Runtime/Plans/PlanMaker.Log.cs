using BackoutBot.Core.Ids;
using Microsoft.Extensions.Logging;

namespace BackoutBot.Runtime.Plans;

internal sealed partial class PlanMaker
{
    [LoggerMessage(2501, LogLevel.Warning, "Step {Step} of backout {Backout} could not be planned, and its plan lacks it")]
    private static partial void LogNotPlanned(ILogger logger, Exception fault, StepId step, BackoutId backout);
}
