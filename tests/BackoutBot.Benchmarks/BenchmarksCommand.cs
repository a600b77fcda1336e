using System.CommandLine;
using BackoutBot.Benchmarks.Figures;
using BackoutBot.Benchmarks.Processes;
using BackoutBot.Benchmarks.Signing;
using BackoutBot.Benchmarks.Suites;

namespace BackoutBot.Benchmarks;

/// <summary>The command line; <c>bench.sh</c> gives the paths.</summary>
internal static class BenchmarksCommand
{
    private const string Intake = "intake";
    private const string Cards = "cards";
    private const string Start = "start";
    private const string Memory = "memory";
    private const string Slack = "slack";
    private const string Aws = "aws";

    private static readonly Option<string> Bot = new("--bot") { Description = "The bot's executable.", Required = true };
    private static readonly Option<string> BareApp = new("--bare-app") { Description = "The bare application's executable.", Required = true };
    private static readonly Option<string> SnsValidator = new("--sns-validator") { Description = "The folder of the npm package sns-validator.", Required = true };
    private static readonly Option<string> Bolt = new("--bolt") { Description = "The folder of the npm package @slack/bolt.", Required = true };
    private static readonly Option<string> Folder = new("--folder") { Description = "Where data and logs go.", Required = true };
    private static readonly Option<string> Json = new("--json") { Description = "The file for the figures.", Required = true };
    private static readonly Option<bool> Quick = new("--quick") { Description = "A smoke test: every part runs, the figures mean little." };
    private static readonly Option<int?> Rounds = new("--rounds") { Description = "How many rounds each comparison takes." };
    private static readonly Option<string[]> Only = new("--only") { Description = $"Some of {Intake}, {Cards}, {Start}, {Memory}, {Slack}, {Aws}." };

    public static RootCommand Create()
    {
        Only.AcceptOnlyFromAmong(Intake, Cards, Start, Memory, Slack, Aws);
        var root = new RootCommand("Measures the bot, each figure beside its peer.") { Bot, BareApp, SnsValidator, Bolt, Folder, Json, Quick, Rounds, Only };
        root.SetAction((arguments, _) => RunAsync(arguments));
        return root;
    }

    private static async Task<int> RunAsync(ParseResult arguments)
    {
        var folder = Path.GetFullPath(arguments.GetRequiredValue(Folder));
        var only = arguments.GetValue(Only) ?? [];
        var quick = arguments.GetValue(Quick);
        var now = DateTimeOffset.UtcNow;
        Directory.CreateDirectory(folder);
        try
        {
            using var authority = new SigningAuthority(Demo.Region, now);
            await using var certificates = await CertificateServer.StartAsync(authority);
            var programs = new Programs(
                Path.GetFullPath(arguments.GetRequiredValue(Bot)),
                Path.GetFullPath(arguments.GetRequiredValue(BareApp)),
                Path.GetFullPath(arguments.GetRequiredValue(SnsValidator)),
                Path.GetFullPath(arguments.GetRequiredValue(Bolt)),
                folder);
            var bench = new Bench(programs, authority, certificates, new RequestFactory(authority), new PlanFolder(Path.Combine(folder, "plans")), folder, quick, arguments.GetValue(Rounds));
            var machine = Machine.Look(folder);

            var figures = new List<Figure>();
            if (Wanted(Start))
            {
                figures.AddRange(await new StartTime(bench).RunAsync());
            }

            if (Wanted(Memory))
            {
                figures.Add(await new IdleMemory(bench).RunAsync());
            }

            if (Wanted(Aws))
            {
                figures.AddRange(await new AwsReads(bench).RunAsync());
            }

            if (Wanted(Slack))
            {
                figures.Insert(0, await new SlackAcks(bench).RunAsync());
            }

            if (Wanted(Cards))
            {
                figures.InsertRange(0, await new CardLatency(bench).RunAsync());
            }

            if (Wanted(Intake))
            {
                figures.Insert(0, await new IntakeThroughput(bench).RunAsync());
            }

            FigureTable.Write(System.Console.Out, machine, figures);
            FigureFile.Write(arguments.GetRequiredValue(Json), now, quick, machine, figures);

            // One short round on a runtime that has not settled proves no target and disproves none.
            return !quick && figures.Any(figure => figure.IsMet == false) ? 1 : 0;
        }
        catch (BenchmarkException e)
        {
            await System.Console.Error.WriteLineAsync($"bench: {e.Message}");
            return 2;
        }

        bool Wanted(string suite) => only.Length == 0 || only.Contains(suite, StringComparer.Ordinal);
    }
}
