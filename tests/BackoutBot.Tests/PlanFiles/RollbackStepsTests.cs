using BackoutBot.Aws.Plan;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>The steps that the entries of a plan file stand for.</summary>
public sealed class RollbackStepsTests
{
    private const string Version = "checkout-api {version}";

    private const string VersionOfOne = "checkout-api {version of checkout-api-prod}";

    private const string OneGroup = "  codeDeploy:\n    application: checkout-api\n    deploymentGroup: checkout-api-prod\n";
    private const string TwoGroups = "  codeDeploy:\n    - application: checkout-api\n      deploymentGroup: checkout-api-prod\n    - application: checkout-api\n      deploymentGroup: Checkout_Worker\n";
    private const string OneRecord = "      setIdentifier: blue\n      id: api\n      account: network\n";
    private const string InTwoZones = OneRecord
        + "    - zone: Z0SHOPEXAMPLE00001\n      name: www.shop.example\n      type: CNAME\n      account: network\n"
        + "    - zone: Z0CARTEXAMPLE00002\n      name: cart.example\n      type: A\n";

    [Fact]
    public void Given_records_in_two_zones_then_there_is_a_step_a_zone_named_after_what_its_records_have_in_common()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((OneRecord, InTwoZones), ("    resource: api\n", ""));

        Assert.Equal(["dns-shop-example", "dns-cart-example"], steps.Where(step => step.Action == "route53-revert").Select(step => step.Id.Value));
        Assert.Equal(["api", "www.shop.example. CNAME"], Find(steps, "dns-shop-example").Resources!);
        Assert.Equal(["cart.example. A"], Find(steps, "dns-cart-example").Resources!);
        Assert.All(["dns-shop-example", "dns-cart-example"], id => Assert.Equal((new StepId("dns"), "maintenance-on"), (Find(steps, id).Entry, Assert.Single(Find(steps, id).After).Value)));
    }

    [Fact]
    public void Given_an_entry_that_stands_for_several_steps_then_after_it_means_after_all_of_them()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((OneRecord, InTwoZones), ("    resource: api\n", ""));

        Assert.Equal(["code-redeploy", "dns-shop-example", "dns-cart-example"], Find(steps, "maintenance-off").After.Select(id => id.Value));
    }

    [Fact]
    public void Given_an_entry_that_names_one_of_several_resources_then_it_is_one_step_with_its_own_name()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((OneRecord, InTwoZones));

        StepDefinition dns = Find(steps, "dns");
        Assert.Equal(["api"], dns.Resources!);
        Assert.Equal(dns.Id, dns.Entry);
    }

    [Fact]
    public void Given_two_zones_of_one_domain_then_their_ids_tell_their_steps_apart()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((OneRecord, OneRecord + "    - zone: Z0PRIVATE0000000003\n      name: api.shop.example\n      type: CNAME\n"), ("    resource: api\n", ""));

        Assert.Equal(["dns-api-shop-example-z0shopexample00001", "dns-api-shop-example-z0private0000000003"], steps.Where(step => step.Action == "route53-revert").Select(step => step.Id.Value));
    }

    [Fact]
    public void Given_the_same_record_in_two_zones_then_each_step_works_on_its_own()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf(
            (OneRecord, "      account: network\n    - zone: Z0PRIVATE0000000003\n      name: api.shop.example\n      type: CNAME\n"),
            ("    resource: api\n", ""));

        Assert.Equal(["api.shop.example. CNAME"], Find(steps, "dns-api-shop-example-z0shopexample00001").Resources!);
        Assert.Equal(["api.shop.example. CNAME in Z0PRIVATE0000000003"], Find(steps, "dns-api-shop-example-z0private0000000003").Resources!);
    }

    [Fact]
    public void Given_two_deployment_groups_then_there_is_a_step_a_group()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((OneGroup, TwoGroups), (Version, VersionOfOne));

        Assert.Equal(["code-stop-checkout-api-prod", "code-stop-checkout-worker"], steps.Where(step => step.Action == "codedeploy-stop").Select(step => step.Id.Value));
        Assert.Equal(["Checkout_Worker"], Find(steps, "code-redeploy-checkout-worker").Resources!);
        Assert.All(steps.Where(step => step.Action == "codedeploy-redeploy"), step => Assert.Equal(2, step.After.Count));
    }

    [Fact]
    public void Given_an_entry_that_stands_for_a_step_with_the_name_of_another_then_that_is_a_fault()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", With((OneGroup, TwoGroups), (Version, VersionOfOne), ("- id: dns\n", "- id: code-stop-checkout-worker\n"), ("redeploy, dns]", "redeploy, code-stop-checkout-worker]")));

        PlanFault fault = Assert.Single(PlanFolder.Read(folder.Path, new AwsPlanSection()).Faults);
        Assert.Equal("'code-stop' stands for 2 steps, and the name of one of them, 'code-stop-checkout-worker', is another step's too", fault.Problem);

        Advised.By(fault.Fix, "give the step another name");
        _ = folder.With("checkout-api.yaml", File.ReadAllText(Path.Combine(folder.Path, "checkout-api.yaml")).Replace("id: code-stop\n", "id: halt\n", StringComparison.Ordinal).Replace("[code-stop]", "[halt]", StringComparison.Ordinal));
        Assert.Empty(PlanFolder.Read(folder.Path, new AwsPlanSection()).Faults);
    }

    [Fact]
    public void Given_a_bracket_in_one_entry_then_it_opens_before_the_steps_inside_and_closes_after_all_of_them()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((Plans.Rollback, """
            rollback:
              - id: first
                action: codedeploy-stop
              - id: page
                action: maintenance
                after: [first]
                around:
                  - id: code
                    action: codedeploy-redeploy
                  - id: dns
                    action: route53-revert
                    after: [code]
              - id: last
                action: codedeploy-stop
                after: [page]

            """));

        Assert.Equal(["first", "page-on", "code", "dns", "page-off", "last"], steps.Select(step => step.Id.Value));
        Assert.Equal(["first"], AfterOf(steps, "page-on"));
        Assert.Equal(["page-on"], AfterOf(steps, "code"));
        Assert.Equal(["code"], AfterOf(steps, "dns"));
        Assert.Equal(["page-on", "code", "dns"], AfterOf(steps, "page-off"));
        Assert.Equal(["page-off"], AfterOf(steps, "last"));
        Assert.Equal(new StepId("page-on"), Find(steps, "page-off").Closes);
    }

    [Fact]
    public void Given_a_bracket_inside_another_then_it_opens_after_the_outer_one_and_closes_before_it()
    {
        IReadOnlyList<StepDefinition> steps = StepsOf((Plans.Rollback, """
            rollback:
              - id: outer
                action: maintenance
                around:
                  - id: inner
                    action: maintenance
                    around:
                      - id: code
                        action: codedeploy-redeploy
                  - id: dns
                    action: route53-revert
                    after: [inner]

            """));

        Assert.Equal(["outer-on"], AfterOf(steps, "inner-on"));
        Assert.Equal(["inner-on"], AfterOf(steps, "code"));
        Assert.Equal(["inner-off"], AfterOf(steps, "dns"));
        Assert.Equal(["outer-on", "inner-off", "dns"], AfterOf(steps, "outer-off"));
        Assert.Equal(("outer-on", "inner-on"), (Find(steps, "outer-off").Closes!.Value.Value, Find(steps, "inner-off").Closes!.Value.Value));
    }

    private static IEnumerable<string> AfterOf(IReadOnlyList<StepDefinition> steps, string id) => Find(steps, id).After.Select(after => after.Value);

    private static StepDefinition Find(IReadOnlyList<StepDefinition> steps, string id) => steps.Single(step => step.Id.Value == id);

    private static string With(params (string Find, string Replace)[] changes) => changes.Aggregate(Plans.Full, (text, change) =>
    {
        Assert.Contains(change.Find, text, StringComparison.Ordinal);
        return text.Replace(change.Find, change.Replace, StringComparison.Ordinal);
    });

    private static IReadOnlyList<StepDefinition> StepsOf(params (string Find, string Replace)[] changes)
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", With(changes));
        PlanCatalogue catalogue = PlanFolder.Read(folder.Path, new AwsPlanSection());
        Assert.True(catalogue.Faults.Count == 0, string.Join('\n', catalogue.Faults));
        return Assert.Single(catalogue.All).Steps;
    }
}
