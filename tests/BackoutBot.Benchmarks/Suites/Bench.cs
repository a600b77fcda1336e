using BackoutBot.Benchmarks.Processes;
using BackoutBot.Benchmarks.Signing;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>What all suites share.</summary>
/// <param name="Programs">Starts what is measured.</param>
/// <param name="Authority">Signs.</param>
/// <param name="Certificates">Serves the signing certificate.</param>
/// <param name="Requests">Makes signed messages.</param>
/// <param name="Plans">The folder of the plan files.</param>
/// <param name="Work">A folder for the bot's data, one sub-folder a run.</param>
/// <param name="Quick">Whether a smoke test is wanted rather than figures.</param>
/// <param name="Rounds">How many rounds each comparison takes; null for its own number.</param>
internal sealed record Bench(
    Programs Programs,
    SigningAuthority Authority,
    CertificateServer Certificates,
    RequestFactory Requests,
    PlanFolder Plans,
    string Work,
    bool Quick,
    int? Rounds)
{
    private int folders;

    /// <summary>A folder for data that nobody has used yet.</summary>
    public string FreshFolder() => Path.Combine(Work, $"data-{Interlocked.Increment(ref folders)}");

    /// <summary>Starts the bot on that data.</summary>
    public ServerProcess Bot(string data, Uri? aws = null) => Programs.Bot(data, Plans.Path, Authority, Certificates.Origin, aws);

    /// <summary>Says what is going on, to the error output: the table alone goes to the output.</summary>
    public static void Say(string text) => System.Console.Error.WriteLine($"bench: {text}");
}
