using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Checks;

/// <summary>What all checks against AWS have in common: the read role, and that a call which failed makes the result unknown.</summary>
internal abstract class AwsCheck(string item, IAwsResourceCatalogue catalogue, AwsClients clients, TimeProvider time) : ICheck
{
    public ItemId Item { get; } = new(item);

    public virtual bool SeesHowServiceIs => false;

    public virtual bool LeavesDoubt => SeesHowServiceIs;

    /// <summary>Now, UTC.</summary>
    protected DateTimeOffset Now => time.GetUtcNow();

    public async Task<CheckResult?> RunAsync(CheckContext context, CancellationToken cancellationToken)
    {
        if (!catalogue.All.TryGetValue(context.Service.Id, out var resources))
        {
            return null;
        }

        var look = new AwsLook(clients, resources, context.Backout, time, cancellationToken);
        var findings = new Findings();
        try
        {
            await JudgeAsync(context, resources, look, findings);
            return findings.IsEmpty ? null : findings.ToResult(Item, look.Evidence);
        }
        catch (AwsCallException e)
        {
            // What was found before counts as well: a failure that was seen is not hidden by what could not be.
            findings.Unknown(e.Failure.Reason, e.Failure.Fix, e.Failure.MayPass);
            return findings.ToResult(Item, look.Evidence);
        }
    }

    /// <summary>Looks, and says what it finds: nothing, where the plan file names nothing of the kind.</summary>
    protected abstract Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings);
}
