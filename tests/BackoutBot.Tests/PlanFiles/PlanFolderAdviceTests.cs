using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;

namespace BackoutBot.Tests.PlanFiles;

/// <summary>Who does what is said of a folder or of a whole file gets it read.</summary>
public sealed class PlanFolderAdviceTests
{
    [Fact]
    public void Given_a_folder_that_is_not_there_when_it_is_created_or_another_named_then_it_is_read()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);
        string missing = Path.Combine(folder.Path, "plans");
        Advised.By(Fix(missing), "name the folder of the plan files, or create it");

        Assert.Empty(Read(folder.Path));
        Directory.CreateDirectory(missing);
        File.WriteAllText(Path.Combine(missing, "checkout-api.yaml"), Plans.Full);
        Assert.Empty(Read(missing));
    }

    [Fact]
    public void Given_a_file_with_another_ending_when_it_is_renamed_then_it_is_read()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("cart-api.yaml", Cart).With("checkout-api.yml", Plans.Full);
        string ending = Advised.By(Fix(folder.Path), "rename it to end in *")[0];

        File.Move(Path.Combine(folder.Path, "checkout-api.yml"), Path.Combine(folder.Path, $"checkout-api{ending}"));
        Assert.Empty(Read(folder.Path));
    }

    [Fact]
    public void Given_an_empty_folder_when_the_documents_example_is_written_into_it_then_it_is_read()
    {
        using PlanFolderFixture folder = new();
        string document = Advised.By(Fix(folder.Path), "write one as * tells")[0];

        string linked = File.ReadAllText(Path.Combine(Plans.Repository(), document)).Split("(../plans/")[1].Split(')')[0];
        string example = File.ReadAllText(Path.Combine(Plans.Repository(), "plans", linked));
        _ = folder.With(linked, example);
        Assert.Equal([], Read(folder.Path));
    }

    [Fact]
    public void Given_several_services_in_one_file_when_each_has_its_own_then_they_are_read()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", $"{Plans.Full}---\n{Cart}");
        Advised.By(Fix(folder.Path), "write one service a file");
        _ = folder.With("checkout-api.yaml", new string('#', 2_000_000));
        Advised.By(Fix(folder.Path), "write one service a file");

        _ = folder.With("checkout-api.yaml", Plans.Full).With("cart-api.yaml", Cart);
        Assert.Empty(Read(folder.Path));
    }

    [Fact]
    public void Given_a_file_that_can_not_be_read_when_it_can_then_it_is()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full);
        string file = Path.Combine(folder.Path, "checkout-api.yaml");
        using (File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Advised.By(Fix(folder.Path), "let the bot's user read it");
        }

        Assert.Empty(Read(folder.Path));
    }

    [Fact]
    public void Given_two_services_that_claim_one_resource_when_it_is_left_to_one_then_both_are_read()
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full).With("cart-api.yaml", Cart.Replace("cart-api-latency", "checkout-api-latency", StringComparison.Ordinal));
        Advised.By(Fix(folder.Path), "leave it to one service");

        _ = folder.With("cart-api.yaml", Cart);
        Assert.Empty(Read(folder.Path));
    }

    [Theory]
    [InlineData("# nothing\n", "describe the service in it; docs/plan-files.md lists the keys")]
    [InlineData("- service: list\n", "begin with 'service: <name>'; docs/plan-files.md lists the keys")]
    public void Given_a_file_that_describes_nothing_when_it_does_then_it_is_read(string text, string advice)
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", text);
        Advised.By(Fix(folder.Path), advice);

        _ = folder.With("checkout-api.yaml", Plans.Full);
        Assert.StartsWith("service: ", Plans.Full, StringComparison.Ordinal);
        Assert.Empty(Read(folder.Path));
    }

    [Theory]
    [InlineData("environment: production\n? [a, b]\n: c\n", "write a key of docs/plan-files.md")]
    [InlineData("environment: *env\n", "write the value itself: plan files use no anchors and aliases")]
    public void Given_what_YAML_allows_and_plan_files_don_t_when_the_key_or_the_value_itself_is_written_then_it_is_read(string line, string advice)
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", Plans.Full.Replace("environment: production\n", line, StringComparison.Ordinal));
        Advised.By(Fix(folder.Path), advice);

        _ = folder.With("checkout-api.yaml", Plans.Full);
        Assert.Empty(Read(folder.Path));
    }

    [Fact]
    public void Given_no_folder_is_set_when_one_is_named_then_the_setting_is_taken()
    {
        var validator = new PlanFilesOptionsValidator();
        Advised.By(validator.Validate(null, new PlanFilesOptions { Folder = "" }).FailureMessage, "Plans:Folder is empty: name the folder of the plan files.");

        Assert.True(validator.Validate(null, new PlanFilesOptions { Folder = "plans" }).Succeeded);
    }

    private static string Cart { get; } = Plans.Full.Replace("checkout", "cart", StringComparison.Ordinal).Replace("73e2d6bc24d8a067", "0000000000000001", StringComparison.Ordinal)
        .Replace("API.shop.example", "cart.shop.example", StringComparison.Ordinal).Replace("0467ef3c8400ae65", "0467ef3c8400ae66", StringComparison.Ordinal);

    private static IReadOnlyList<PlanFault> Read(string path) => PlanFolder.Read(path, new AwsPlanSection()).Faults;

    private static string Fix(string path) => Read(path)[0].Fix;
}
