using System.Runtime.InteropServices;
using BackoutBot.Benchmarks.Signing;

namespace BackoutBot.Benchmarks.Processes;

/// <summary>Starts what is measured: the bot, and its peers.</summary>
/// <param name="bot">The bot's executable, as it is published.</param>
/// <param name="bareApp">The bare application's executable, published the same way.</param>
/// <param name="snsValidator">The folder of the npm package sns-validator.</param>
/// <param name="bolt">The folder of the npm package @slack/bolt.</param>
/// <param name="logFolder">Where they log to.</param>
internal sealed class Programs(string bot, string bareApp, string snsValidator, string bolt, string logFolder)
{
    /// <summary>Starts the bot in its sandbox environment, trusting the run's own certificate authority.</summary>
    public ServerProcess Bot(string data, string plans, SigningAuthority authority, Uri certificates, Uri? aws) =>
        Bot(data, plans, authority, certificates, aws, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The same, connected to Slack.</summary>
    public ServerProcess BotOnSlack(string data, string plans, SigningAuthority authority, Uri certificates, Uri slack) => Bot(
        data,
        plans,
        authority,
        certificates,
        aws: null,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__Enabled"] = "true",
            ["Slack__BotToken"] = "xoxb-bench",
            ["Slack__SigningSecret"] = SlackCommandFactory.SigningSecret,
            ["Slack__ApiBaseUrl"] = new Uri(slack, "/api/").ToString(),
            ["Slack__Channels__#ops"] = "C0BENCH000",
        });

    private ServerProcess Bot(string data, string plans, SigningAuthority authority, Uri certificates, Uri? aws, Dictionary<string, string> more)
    {
        var settings = new Dictionary<string, string>(more, StringComparer.Ordinal)
        {
            ["Sns__Integrations__0"] = Demo.Integration,
            ["Sns__CertificateOrigin"] = certificates.ToString(),
            ["Sns__TrustedCaPem"] = authority.RootPem,
            ["Console__SandboxPeople__0"] = "alice",
        };
        // Where nothing is asked of AWS, the address of the certificates' server stands for it: --sandbox would move the certificates too.
        var account = (aws ?? certificates).ToString();
        settings["Sandbox__Url"] = account;
        settings["Aws__ServiceUrl"] = account;
        settings["Aws__AccessKey"] = "AKIASANDBOX000000001";
        settings["Aws__SecretKey"] = "sandbox-secret-not-a-secret";
        var address = ServerProcess.FreeAddress();
        return ServerProcess.Start(
            "backoutbot",
            logFolder,
            address,
            bot,
            ["--environment", "Sandbox", "--urls", address.ToString().TrimEnd('/'), "--plans", plans, "--data", data],
            settings);
    }

    /// <summary>Starts the least that an ASP.NET Core application can be.</summary>
    public ServerProcess BareApp()
    {
        var address = ServerProcess.FreeAddress();
        return ServerProcess.Start("bare-app", logFolder, address, bareApp, ["--urls", address.ToString().TrimEnd('/')]);
    }

    /// <summary>Starts npm sns-validator behind Node's HTTP server.</summary>
    public ServerProcess SnsValidator(Uri certificates)
    {
        var address = ServerProcess.FreeAddress();
        return ServerProcess.Start(
            "sns-validator",
            logFolder,
            address,
            "node",
            [Path.Combine(AppContext.BaseDirectory, "Peers", "SnsValidator", "server.js"), snsValidator, certificates.ToString(), address.Port.ToString()]);
    }

    /// <summary>Starts npm @slack/bolt with a handler that acknowledges.</summary>
    public ServerProcess BoltAck()
    {
        var address = ServerProcess.FreeAddress();
        return ServerProcess.Start(
            "bolt",
            logFolder,
            address,
            "node",
            [Path.Combine(AppContext.BaseDirectory, "Peers", "BoltAck", "server.js"), bolt, SlackCommandFactory.SigningSecret, address.Port.ToString()]);
    }

    /// <summary>Makes the next start of the bot and of the bare application read its files, and the runtime's, from the disk.</summary>
    public void DropFromMemory()
    {
        PageCache.Drop(Path.GetDirectoryName(bot)!);
        PageCache.Drop(Path.GetDirectoryName(bareApp)!);

        // .../shared/Microsoft.NETCore.App/10.0.x, beside Microsoft.AspNetCore.App
        PageCache.Drop(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..")));
    }
}
