using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Parts.FrontDoor;

/// <summary>12.1 Verify the previous version is functioning correctly: where no machine sees the service from outside, a person must say that it works.</summary>
internal sealed class Item12_1_NotSeenFromOutside(IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : AwsCheck("12.1", catalogue, clients, time)
{
    protected override Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        foreach (var door in resources.Of<NoFrontDoor>())
        {
            findings.NotSeenFromOutside = door.Reason.TrimEnd('.');
            findings.Unknown($"Not seen from outside: {door.Reason.TrimEnd('.')}.", $"Try the service as a customer would, then type: /backout attest {context.Service.Id} {Item} <what you saw>.");
        }

        return Task.CompletedTask;
    }
}
