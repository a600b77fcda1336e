using System.Text;
using BackoutBot.Aws.Checks;
using BackoutBot.Aws.Plan;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;
using BackoutBot.PlanFiles;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>Writes <c>docs/checklist.md</c> from the checklist and from what each part registers.</summary>
internal static class ChecklistDocument
{
    /// <summary>The one item that the domain itself does.</summary>
    private static readonly ItemId PostMortem = new("13.1");

    public static string Write()
    {
        StringBuilder text = new("""
            # The checklist, and what the bot does for it

            Generated from the parts in `src/BackoutBot.Aws/Parts`; a test keeps it fresh (`BACKOUTBOT_RENEW=1 ./dev check` writes it anew).
            An item that has no check yet is attested: `/backout attest <service> <item> <what you saw>`.

            | item | | kind | checked by | done by | code |
            | --- | --- | --- | --- | --- | --- |

            """);
        foreach (ChecklistItem item in Checklist.Items)
        {
            (string Part, string Check)[] checks = [.. AwsParts.All.SelectMany(part => ChecksOf(part, item.Id).Select(check => (FolderOf(part), check)))];
            (string Part, PlanAction Action)[] actions = [.. AwsParts.All.SelectMany(part => part.Actions.Where(action => action.Item == item.Id).Select(action => (FolderOf(part), action)))];
            string[] folders = [.. checks.Select(check => check.Part).Concat(actions.Select(action => action.Part)).Distinct(StringComparer.Ordinal)];
            string notYet = item.Kinds.HasFlag(ItemKinds.Checked) ? "*not built yet*" : "";
            text.AppendLine($"| {item.Id} `{item.Slug}` | {item.Title} | {KindsOf(item.Kinds)} | {Joined(checks.Select(check => check.Check), notYet)} | {Joined(actions.Select(action => $"`{action.Action.Name}`"), item.Id == PostMortem ? "every backout's end" : item.Kinds.HasFlag(ItemKinds.Action) ? "*not built yet*" : "")} | {Joined(folders.Select(folder => $"`Parts/{folder}`"), item.Id == PostMortem ? "`BackoutBot.Core/PostMortems`" : "")} |");
        }

        PlanAction[] beside = [.. AwsParts.All.SelectMany(part => part.Actions).Where(action => action.Item is null)];
        text.AppendLine().AppendLine($"Beside the checklist's own: {string.Join(", ", beside.Select(action => $"`{action.Name}` {action.Does}"))}.");
        text.AppendLine().AppendLine($"Beside it, too, and before a deployment only: `{Checklist.Access.Slug}`. Each role that the plan file names is assumed (`{nameof(RolesCheck)}` in `Checks`), and nothing is done under it.");
        text.AppendLine("Nobody can attest it, nor can a plan file say that it does not apply.");
        WriteJudgements(text);
        return text.ToString();
    }

    /// <summary>How the names of an item's checks begin.</summary>
    public static string PrefixOf(string item) => item == Checklist.Access.Id.Value ? nameof(RolesCheck) : $"Item{int.Parse(item.Split('.')[0]):00}_{item.Split('.')[1]}_";

    private static void WriteJudgements(StringBuilder text)
    {
        text.AppendLine().AppendLine("""
            ## What each check judges

            Each line was seen by a test (`[Judges]` in `tests/BackoutBot.Aws.Tests`). Of all that is found for an item the worst counts: fail, then unknown,
            then warn, then pass. What is not known never passes: it stays open until it is seen, or a person attests it.
            """);
        foreach (ChecklistItem item in Checklist.Checkable)
        {
            Judgement[] judged = [.. Judgement.All.Where(one => one.Item == item.Id.Value)];
            if (judged.Length > 0)
            {
                text.AppendLine().AppendLine(item == Checklist.Access ? $"### `{item.Slug}`" : $"### {item.Id} `{item.Slug}`").AppendLine().AppendLine("| judged | when |").AppendLine("| --- | --- |");
                foreach (CheckStatus status in (CheckStatus[])[CheckStatus.Pass, CheckStatus.Warn, CheckStatus.Fail, CheckStatus.Unknown])
                {
                    string when = string.Join("<br>", judged.Where(one => one.Status == status).Select(one => one.When).Distinct(StringComparer.Ordinal));
                    text.AppendLine($"| {status.ToString().ToLowerInvariant()} | {(when.Length > 0 ? when : "never")} |");
                }
            }
        }
    }

    private static IEnumerable<string> ChecksOf(IAwsPart part, ItemId item)
    {
        ServiceCollection services = [];
        part.Register(services);
        string prefix = PrefixOf(item.Value);
        return services.Where(service => service.ServiceType == typeof(ICheck)).Select(service => service.ImplementationType!.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => $"`{name}`");
    }

    private static string FolderOf(IAwsPart part) => part.GetType().Namespace!.Split('.')[^1];

    private static string KindsOf(ItemKinds kinds) => string.Join(", ", Enum.GetValues<ItemKinds>().Where(kind => kind != ItemKinds.None && kinds.HasFlag(kind)).Select(kind => kind.ToString().ToLowerInvariant()));

    private static string Joined(IEnumerable<string> texts, string otherwise) => string.Join(" ", texts) is { Length: > 0 } joined ? joined : otherwise;
}
