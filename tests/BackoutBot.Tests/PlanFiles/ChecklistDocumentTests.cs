using BackoutBot.Aws.Plan;
using BackoutBot.Core.Checklists;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Tests.PlanFiles;

/// <summary><c>docs/checklist.md</c> says what there is, and the names of the checks say their item.</summary>
public sealed class ChecklistDocumentTests
{
    [Fact]
    public void The_document_is_fresh() => GeneratedFile.HoldTo(ChecklistDocument.Write(), "docs", "checklist.md");

    [Fact]
    public void Every_check_of_a_part_is_named_after_an_item_and_lies_in_the_parts_folder()
    {
        foreach (IAwsPart part in AwsParts.All)
        {
            ServiceCollection services = [];
            part.Register(services);
            Assert.All(
                services.Where(service => service.ServiceType == typeof(ICheck)).Select(service => service.ImplementationType!),
                check =>
                {
                    Assert.Matches("^Item(0[1-9]|1[0-3])_[1-9]_[A-Z]", check.Name);
                    Assert.Equal(part.GetType().Namespace, check.Namespace);
                });
        }
    }
}
