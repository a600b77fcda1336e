using BackoutBot.Aws.Parts.Databases;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Services;
using BackoutBot.PlanFiles;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>What plan files are read as, and what is said of wrong ones.</summary>
public sealed class PlanFolderTests
{
    [Fact]
    public void Given_a_file_with_every_key_then_each_arrives_in_the_service()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);

        PlanCatalogue catalogue = PlanFolder.Read(folder.Path, new AwsPlanSection());

        Assert.Empty(catalogue.Faults);
        ServiceDefinition service = Assert.Single(catalogue.All);
        Assert.Same(service, catalogue.Find(new ServiceId("checkout-api")));
        Assert.Equal(("production", "#ops"), (service.Environment, service.Channel));
        Assert.Equal((2, TimeSpan.FromMinutes(15)), (service.Approvals.Quorum, service.Approvals.ExpiresAfter));
        Assert.Equal([new PersonId("carol")], service.Approvals.People);
        Assert.Equal(["checkout-approvers"], service.Approvals.Groups);
        Assert.Equal([new Audience(AudienceKind.TeamLeads, "#ops"), new Audience(AudienceKind.Clients, "#stakeholders")], service.Audiences);
        Assert.Equal(new ValidationPolicy(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2)), service.Validation);
        Assert.Equal(["1.2", "11.1"], service.NotApplicable.Keys.Select(item => item.Value).Order(StringComparer.Ordinal).ToArray());
        Assert.Equal(["maintenance-on", "code-stop", "code-redeploy", "dns", "maintenance-off"], service.Steps.Select(step => step.Id.Value));
        Assert.Equal([new StepId("code-redeploy"), new StepId("dns")], service.Steps[^1].After);
        Assert.Contains(AwsResourceKeys.Alarm("123456789012", "eu-west-1", "checkout-api-5xx"), service.SignalKeys);
        Assert.Contains(AwsResourceKeys.DeploymentGroup("123456789012", "eu-west-1", "checkout-api", "checkout-api-prod"), service.SignalKeys);

        AwsService aws = catalogue.ContentOf<AwsService>()[service.Id];
        Assert.Equal("shop-7f3a", aws.Own.Roles.ExternalId);
        Assert.Equal(("210987654321", "eu-central-1"), (aws.Accounts[1].Id, aws.Accounts[1].Region));
        Assert.Equal([new DnsRecord("Z0SHOPEXAMPLE00001", "api.shop.example.", "CNAME", "blue") { Id = "api", Account = aws.Accounts[1] }], aws.Of<DnsRecord>());
        Assert.Equal([new RdsInstance("checkout-db", TimeSpan.FromHours(12)) { Id = "checkout-db", Account = aws.Own }], aws.Of<RdsInstance>());
        Assert.Equal("<h1>Back soon</h1>", Assert.Single(aws.Of<MaintenancePage>()).Html);
        Assert.Equal(["api"], service.Steps[3].Resources);
        Assert.Equal("CodeDeployDefault.AllAtOnce", service.Steps[2].With["configuration"]);
    }

    [Theory]
    [ClassData(typeof(FaultExamples))]
    public void Given_a_slip_then_it_is_reported_where_it_stands_with_its_fix(FaultExample example)
    {
        (string text, int line, int column) = example.File();
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", text);

        PlanCatalogue catalogue = PlanFolder.Read(folder.Path, new AwsPlanSection());

        string all = string.Join('\n', catalogue.Faults);
        PlanFault fault = Assert.Single(catalogue.Faults, fault => fault.Problem.Contains(example.Problem, StringComparison.Ordinal));
        Assert.Contains(example.Fix, fault.Fix, StringComparison.Ordinal);
        Assert.True(example.Anywhere || (fault.Line, fault.Column) == (line, column), $"expected at {line}:{column}, got\n{all}");
        Assert.True(catalogue.Faults.Count == 1 + example.More, all);
        Assert.Empty(catalogue.All);
    }

    [Theory]
    [ClassData(typeof(FaultExamples))]
    public void Given_a_slip_when_it_is_mended_as_the_fix_says_then_nothing_is_wrong(FaultExample example)
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", example.MendedFile());

        Assert.Equal([], PlanFolder.Read(folder.Path, new AwsPlanSection()).Faults);
    }

    [Fact]
    public void Given_many_slips_in_many_files_then_all_are_reported_at_once_and_the_valid_file_is_kept()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);
        string other = Plans.Full.Replace("checkout", "cart", StringComparison.Ordinal).Replace("73e2d6bc24d8a067", "0000000000000001", StringComparison.Ordinal)
            .Replace("API.shop.example", "cart.shop.example", StringComparison.Ordinal);
        _ = folder.With("cart-api.yaml", other.Replace("soak: 3s", "soak: 3", StringComparison.Ordinal).Replace("region: eu-west-1", "regoin: eu-west-1", StringComparison.Ordinal))
            .With("empty.yaml", "# nothing\n").With("list.yaml", "- service: list\n").With("old.yml", Plans.Full);

        PlanCatalogue catalogue = PlanFolder.Read(folder.Path, new AwsPlanSection());

        Assert.Equal(
            ["cart-api.yaml: '3' is not a duration", "cart-api.yaml: the key 'region' is missing", "cart-api.yaml: there is no key 'regoin'", "empty.yaml: the file is empty", "list.yaml: the file is not a mapping of keys to values", "old.yml: the file is not read"],
            catalogue.Faults.Select(fault => $"{Path.GetFileName(fault.File)}: {fault.Problem}").Order(StringComparer.Ordinal));
        Assert.Equal("checkout-api", Assert.Single(catalogue.All).Id.Value);
    }

    [Fact]
    public void Given_two_services_that_claim_one_resource_then_both_files_are_told_of_the_other()
    {
        string other = Plans.Full.Replace("service: checkout-api", "service: cart-api", StringComparison.Ordinal);
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full).With("cart-api.yaml", other);

        PlanCatalogue catalogue = PlanFolder.Read(folder.Path, new AwsPlanSection());

        Assert.Equal(22, catalogue.Faults.Count);
        Assert.Contains(catalogue.Faults, fault => fault is { Line: 44, Path: "aws.alarms[0]" } && fault.File.EndsWith("cart-api.yaml", StringComparison.Ordinal)
            && fault.Problem == $"alarm checkout-api-5xx in 123456789012 eu-west-1 is claimed by {Path.Combine(folder.Path, "checkout-api.yaml")}:44 too");
        Assert.Empty(catalogue.All);
    }

    [Theory]
    [InlineData("nowhere", "there is no such folder or file")]
    [InlineData("", "there is no plan file in the folder")]
    public void Given_nothing_to_read_then_that_is_a_fault(string below, string problem)
    {
        using PlanFolderFixture folder = new();

        Assert.Equal(problem, Assert.Single(PlanFolder.Read(Path.Combine(folder.Path, below), new AwsPlanSection()).Faults).Problem);
    }

    [Fact]
    public void Given_a_file_nested_without_end_then_it_is_refused_and_the_process_lives()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("deep.yaml", "a: " + new string('[', 100_000));

        Assert.Contains("nested more than", Assert.Single(PlanFolder.Read(folder.Path, new AwsPlanSection()).Faults).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fault_is_written_as_editors_and_compilers_write_it() =>
        Assert.Equal(
            "plans/a.yaml:3:5: aws.region: the key is odd. Fix: make it even.",
            new PlanFault("plans/a.yaml", 3, 5, "aws.region", "the key is odd", "make it even").ToString());
}
