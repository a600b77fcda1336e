using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Services;

namespace BackoutBot.Aws.Checks;

/// <summary>
/// Beside the checklist: each role that the plan file names can be assumed. What the bot may do under it is another matter: of reads the other
/// checks tell, and of writes nothing does before they are made.
/// </summary>
internal sealed class RolesCheck(IAwsResourceCatalogue catalogue, AwsClients clients, IEnumerable<IRollbackAction> actions, TimeProvider time)
    : AwsCheck(Checklist.Access.Id.Value, catalogue, clients, time)
{
    private readonly AwsClients clients = clients;
    private readonly Dictionary<string, AwsAction> actions = actions.OfType<AwsAction>().ToDictionary(action => action.Name, StringComparer.Ordinal);

    protected override async Task JudgeAsync(CheckContext context, AwsService resources, AwsLook look, Findings findings)
    {
        NamedRole[] roles = [.. ReadRoles(resources), .. WriteRoles(context.Service, resources)];
        var trials = await Task.WhenAll(roles.Select(role => role.Writes
            ? clients.TryWriterAsync(role.Account, context.Backout, look.CancellationToken)
            : clients.TryReaderAsync(role.Account, context.Backout, look.CancellationToken)));
        var principal = Array.Exists(trials, trial => trial is RoleTrial.Refused)
            ? await clients.OwnIdentityAsync(resources.Own.Region, look.CancellationToken) ?? "the bot's own identity"
            : "";
        foreach (var (role, trial) in roles.Zip(trials))
        {
            switch (trial)
            {
                case RoleTrial.Assumed assumed:
                    Saw(assumed.RequestId, "assumed");
                    break;
                case RoleTrial.Refused refused:
                    Saw(refused.RequestId, refused.Code);
                    Refused(role, refused, principal, findings);
                    break;
                case RoleTrial.NotKnown unknown:
                    NotKnown(role, unknown, findings);
                    break;
                default:
                    throw new InvalidOperationException("No finding for what came of assuming the role.");
            }

            void Saw(string requestId, string answer) => look.Saw("sts:AssumeRole", requestId, [$"{role.Arn} {answer}"], ("role", role.Arn), ("answer", answer));
        }

        findings.Pass(roles.Length == 1 ? "The role can be assumed." : $"All {roles.Length} roles can be assumed.");
    }

    private static void NotKnown(NamedRole role, RoleTrial.NotKnown unknown, Findings findings)
    {
        var sentence = $"Whether {role.Name} can be assumed is not known: {unknown.Failure.Reason} {role.Uses}";
        if (role.IsUsed)
        {
            findings.Unknown(sentence, unknown.Failure.Fix, unknown.Failure.MayPass);
        }
        else
        {
            findings.Warn(sentence, unknown.Failure.Fix, unknown.Failure.MayPass);
        }
    }

    private static void Refused(NamedRole role, RoleTrial.Refused refused, string principal, Findings findings)
    {
        var request = refused.RequestId.Length > 0 ? $", request {refused.RequestId}" : "";
        var sentence = $"{char.ToUpperInvariant(role.Name[0])}{role.Name[1..]} can't be assumed ({refused.Code}{request}). {role.Uses} AWS says: {refused.Said.TrimEnd('.')}.{(role.Writes ? $" It was tried with the session tags action={AwsClients.TrialAction} and approver1={AwsClients.TrialApprover}; a trust policy that lets in other values only refuses the trial, and maybe no step." : "")}";
        var fix = refused.Failure.Kind is Failures.AwsFailureKind.Denied
            ? $"Name {principal} in the trust policy of {role.Arn}, as HubRoleArn of manifests/aws/roles.yaml does, and let it do sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity there and by its own policy. Where the role asks for an external id, give that in the plan file."
            : refused.Failure.Fix;
        if (role.IsUsed)
        {
            findings.Fail(sentence, fix);
        }
        else
        {
            findings.Warn(sentence, fix);
        }
    }

    private static IEnumerable<NamedRole> ReadRoles(AwsService resources) =>
        from account in resources.Accounts
        group account by (account.Roles.Read, account.Roles.ExternalId) into same
        let names = resources.Resources.Where(resource => same.Contains(resource.Account)).Select(resource => resource.Id).Distinct(StringComparer.Ordinal).ToArray()
        select new NamedRole(same.First(), same.Key.Read, Writes: false, names.Length > 0 || same.Contains(resources.Own))
        {
            Uses = names.Length > 0 ? $"By it {string.Join(", ", names)} would be read." : same.Contains(resources.Own) ? "It is the service's own." : "Nothing that the plan file names is in its account.",
        };

    private IEnumerable<NamedRole> WriteRoles(ServiceDefinition service, AwsService resources)
    {
        var places = service.Steps
            .Where(step => actions.ContainsKey(step.Action))
            .SelectMany(step => actions[step.Action].PlacesOf(step, resources).Select(place => (Step: step.Id.Value, place.Resource, place.Account)))
            .Distinct()
            .ToArray();
        return
            from account in resources.Accounts
            group account by (account.Roles.Write, account.Roles.ExternalId) into same
            let steps = places.Where(place => same.Contains(place.Account)).GroupBy(place => place.Step, place => place.Resource, StringComparer.Ordinal).Select(step => $"{step.Key} ({string.Join(", ", step)})").ToArray()
            select new NamedRole(same.First(), same.Key.Write, Writes: true, steps.Length > 0)
            {
                Uses = steps.Length > 0 ? $"By it {(steps.Length == 1 ? "this step" : "these steps")} would be done: {string.Join(", ", steps)}." : "No step of the plan file is done by it.",
            };
    }

    /// <summary>A role of the plan file; two accounts or regions that name the same one have it once.</summary>
    /// <param name="Account">The first that names it.</param>
    /// <param name="Arn">Its ARN.</param>
    /// <param name="Writes">Whether it is the one for approved steps.</param>
    /// <param name="IsUsed">Whether anything that the plan file lists needs it.</param>
    private sealed record NamedRole(AwsAccount Account, string Arn, bool Writes, bool IsUsed)
    {
        public string Name => $"the role that {(Writes ? "writes" : "reads")}, {Arn},";

        /// <summary>What needs it, in a sentence.</summary>
        public required string Uses { get; init; }
    }
}
