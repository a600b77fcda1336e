using BackoutBot.Aws.Plan;
using BackoutBot.PlanFiles;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Advice;

/// <summary>
/// Whoever does what a text advises gets rid of what it complains of. A test does it for each advice, and says which by taking it out of what
/// the product said: <c>Advised.By(said, "Lower the TTL of * to * s")</c>.
/// </summary>
public sealed class AdviceTests
{
    /// <summary>Where every advice is followed by a test.</summary>
    private static readonly string[] Covered =
    [
        "src/BackoutBot.Core/",
        "src/BackoutBot.PlanFiles/",
        "src/BackoutBot.Aws/",
        "src/BackoutBot.Runtime/",
        "src/BackoutBot.Slack/",
        "src/BackoutBot.Teams/",
        "src/BackoutBot.Console/",
        "src/BackoutBot/",
        "src/BackoutBot.Sandbox/",
    ];

    /// <summary>What tells no person that something is wrong, or can be followed by nobody here, with the reason.</summary>
    private static readonly (string Where, string Beginning, string Why)[] Apart =
    [
        ("/ChatVerb.cs", "", "says what a command does"),
        ("/BackoutDecider.Reports.cs", "* is what * went back from", "leaves it to whoever approves what the post-mortem of that backout tells them"),
        ("/BackoutDecider.Undo.cs", "Look at this, and put it back by hand", "what was not seen to be done is for a person to look at; the bot has nothing to see it by"),
        ("/RunbookWriter.cs", "Type `export", "the lines of runbooks are run in bash by the tests of each part"),
        ("/RunbookWriter.cs", "Run each line", "the lines of runbooks are run in bash by the tests of each part"),
        ("/RecordChanges.cs", "create * again", "says what a step does"),
        ("/RecordChangesWords.cs", "put back *", "says what a step does"),
        ("/Parts/CodeDeploy/", "deploy ", "the lines of runbooks are run in bash by the tests of each part"),
        ("/Parts/CodeDeploy/", "In account *", "the lines of runbooks are run in bash by the tests of each part"),
        ("/StopRunbook.cs", ", and by which deployment", "the lines of runbooks are run in bash by the tests of each part"),
        ("/PageRunbook.cs", "", "the lines of runbooks are run in bash by the tests of each part"),
        ("/PageRules.cs", "put up by", "says who put a page up"),
        ("/Parts/FrontDoor/", "Wait for the next look", "the sandbox's CloudWatch always tells all at last"),
        ("/BundleReading.cs", "Look at it in S3", "the sandbox's S3 has no key that could be disabled"),
        ("/RecordsRunbook.cs", "In account *", "the lines of runbooks are run in bash by the tests of each part"),
        ("/Item06_1_DnsRollback.cs", "Check the hosted zone's records", "the sandbox's Route 53 answers for every record once its change is in sync"),
        ("/Item03_1_HealthChecks.cs", "Give * targets in a second", "Elastic Load Balancing tells no zones of the kind of targets that the sandbox has"),
        ("/InboxHandler.cs", "read *", "names a piece of work in the traces"),
        ("/PlanMaker.cs", "Put it back by hand", "what no action can put back is for a person; the bot has nothing to see it by"),
        ("/SlackFaults.cs", "look the code up", "what Slack means by a code that the bot does not know is not here to be read"),
        ("/BackoutBotCommand.cs", "A JSON file of settings", "says what an option is"),
        ("/BackoutBotCommand.cs", "Run the bot", "says what a command does"),
        ("/SetAsideCommand.cs", "Close a backout", "says what a command does"),
        ("/ValidateCommand.cs", "Check plan files", "says what a command does"),
        ("/CodeDeployApi.cs", "deploy *", "names a call in the sandbox's log"),
        ("/CodeDeployApi.cs", "stop *", "names a call in the sandbox's log"),
        ("/ElasticLoadBalancingApi.cs", "add rule *", "names a call in the sandbox's log"),
        ("/ElasticLoadBalancingApi.cs", "set the priorities", "names a call in the sandbox's log"),
        ("/ElasticLoadBalancingApi.cs", "remove rule *", "names a call in the sandbox's log"),
        ("/ConsoleUser.cs", "", "says what a person of the demo could not do"),
        ("/PlayCommand.cs", "Let bob deny the plan", "says what an option does"),
        ("/PlayCommand.cs", "The release looks well", "says what an option does; the demo plays it on a sandbox that was started so"),
        ("/StoryPlay.cs", "", "tells the demo's story, and types what it tells"),
        ("/Shapes/PlanReference.cs", "", "words of the reference's tables"),
    ];

    private static readonly SourceText[] All = [.. Advices.In("src")];

    private static readonly SourceText[] Followed = [.. Advices.Followed()];

    public static TheoryData<string> Places => [.. Covered];

    [Theory]
    [MemberData(nameof(Places))]
    public void Given_a_text_that_tells_a_person_what_to_do_then_a_test_does_it(string place)
    {
        SourceText[] nobodyFollows = [.. Given(place).Where(advice =>
            !Followed.Any(claim => Advices.Is(claim.Text, advice.Text)) && !Mended.Any(fix => Advices.IsSaid(advice.Text, fix)) && !Apart.Any(one => Is(one, advice)))];

        Assert.True(nobodyFollows.Length == 0, $"No test does what these say (Advised.By):\n{string.Join('\n', nobodyFollows.Select(advice => advice.ToString()))}");
    }

    [Fact]
    public void Given_a_test_that_follows_an_advice_then_the_product_gives_it()
    {
        string[] given = [.. All.Select(advice => advice.Text)];

        SourceText[] nobodyGives = [.. Followed.Where(claim => !given.Any(advice => Advices.Is(claim.Text, advice)))];

        Assert.True(nobodyGives.Length == 0, $"No text of the product says these, up to the word that tells what to do:\n{string.Join('\n', nobodyGives.Select(claim => claim.ToString()))}");
    }

    [Fact]
    public void Given_a_fix_of_a_plan_file_s_fault_then_it_is_known_for_an_advice() =>
        Assert.All(Mended, fix => Assert.True(Advices.IsAdvice(fix), $"«{fix}» begins with no word that is known to tell what to do."));

    [Fact]
    public void Given_what_is_set_apart_then_it_is_still_there() =>
        Assert.All(Apart, one => Assert.Contains(All, advice => Is(one, advice)));

    private static IEnumerable<SourceText> Given(string place) => All.Where(advice => advice.File.StartsWith(place, StringComparison.Ordinal));

    /// <summary>The fixes that <see cref="PlanFolderTests"/> and <see cref="RuleAdviceTests"/> follow, each by what the product says of an example.</summary>
    private static string[] Mended { get; } = [.. RuleAdviceTests.Rules.Select(rule => rule.Fix), .. FaultExamples.All.Select(FixOf)];

    private static string FixOf(FaultExample example)
    {
        using PlanFolderFixture folder = new PlanFolderFixture().With("checkout-api.yaml", example.File().Text);
        return PlanFolder.Read(folder.Path, new AwsPlanSection()).Faults.First(fault => fault.Problem.Contains(example.Problem, StringComparison.Ordinal)).Fix;
    }

    private static bool Is((string Where, string Beginning, string Why) one, SourceText advice) =>
        advice.File.Contains(one.Where, StringComparison.Ordinal) && advice.Text.StartsWith(one.Beginning, StringComparison.Ordinal);
}
