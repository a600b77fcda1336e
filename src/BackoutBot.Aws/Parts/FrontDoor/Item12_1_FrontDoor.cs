using System.Globalization;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.RestorePoints;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>12.1 Verify the previous version is functioning correctly: whoever comes from outside gets a good answer, of that version where it tells.</summary>
internal sealed class Item12_1_FrontDoor(IAwsResourceCatalogue catalogue, AwsClients clients, HttpProbe probe, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    private const string Call = "http:GET";

    public override bool SeesHowServiceIs => true;

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var door in resources.Of<HttpFrontDoor>())
        {
            switch (await probe.AskAsync(door, look.CancellationToken))
            {
                case ProbeAnswer.NotAsked none:
                    findings.Unknown(none.Reason, none.Fix);
                    break;
                case ProbeAnswer.NoAnswer none:
                    findings.Fail($"{door.Url} {none.Reason}.", $"See whether {door.Url} can be reached from the bot's machine, and what stands in front of the service.");
                    break;
                case ProbeAnswer.Answered answer:
                    look.Saw(Call, "", [$"{answer.Status}", answer.Body], (door.Url.ToString(), answer.Status.ToString(CultureInfo.InvariantCulture)));
                    Judge(door, answer, context.RestorePoint, findings);
                    break;
                default:
                    throw new InvalidOperationException("A front door answers, does not answer, or was not asked.");
            }
        }
    }

    private static void Judge(HttpFrontDoor door, ProbeAnswer.Answered answer, RestorePoint? to, Findings findings)
    {
        var expected = door.Expected(to?.Release);
        if (answer.Status != door.Status)
        {
            findings.Fail($"{door.Url} answers {answer.Status} and not {door.Status}.", "Wait for the application, or see what its logs and the load balancer say.");
        }
        else if (door.Text is { } text && !answer.Body.Contains(text, StringComparison.Ordinal))
        {
            findings.Fail($"{door.Url} answers {answer.Status} without «{text}».", "See what answers there in the application's place.");
        }
        else if (expected is not null && !answer.Body.Contains(expected, StringComparison.Ordinal))
        {
            findings.OtherRelease($"{door.Url} answers {answer.Status} without «{expected}».", "See which version answers there, and whether a cache stands in front of it.");
        }
        else
        {
            findings.Pass((expected ?? door.Text) is { } seen ? $"{door.Url} answers {answer.Status} with «{seen}»." : $"{door.Url} answers {answer.Status}.");
        }
    }
}
