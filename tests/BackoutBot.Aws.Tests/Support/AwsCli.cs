using System.Diagnostics;
using BackoutBot.Core.Runbooks;

namespace BackoutBot.Aws.Tests.Support;

/// <summary>
/// A person with a shell and AWS's own command line, signed in to the sandbox's account. What is typed is typed as it stands.
/// </summary>
internal sealed class AwsCli
{
    private const string WriteRole = "arn:aws:iam::123456789012:role/bo-exec";
    private readonly Uri account;
    private readonly string[] credentials;

    private AwsCli(Uri account, string[] credentials)
    {
        this.account = account;
        this.credentials = credentials;
    }

    /// <summary>Signs in as the one who may change things.</summary>
    public static async Task<AwsCli> SignInAsync(AwsWorld world)
    {
        var user = new AwsCli(world.Http.BaseAddress!, ["AKIASANDBOX000000001", "sandbox-secret-not-a-secret", ""]);
        var session = await user.TypeAsync($"aws sts assume-role --region {CheckoutApi.Region} --role-arn {WriteRole} --role-session-name by-hand --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text");
        return new AwsCli(world.Http.BaseAddress!, session.Split(['\t', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Types all of a step's lines, in one shell and in order, and answers what each printed.</summary>
    public async Task<IReadOnlyList<string>> FollowAsync(StepRunbook runbook)
    {
        const string Next = "--- next line ---";
        var printed = await TypeAsync(string.Concat(runbook.Lines.Select(line => $"{line.Command} || exit 1\necho '{Next}'\n")));
        return [.. printed.Split($"{Next}\n").SkipLast(1).Select(text => text.TrimEnd('\n'))];
    }

    /// <summary>Types into a shell. It has to end well.</summary>
    public async Task<string> TypeAsync(string script)
    {
        // Before version 2.13 the endpoint is no matter of the environment.
        var start = new ProcessStartInfo("bash", ["-c", $"aws() {{ command aws --endpoint-url {account.ToString().TrimEnd('/')} \"$@\"; }}\n{script}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[]
        {
            ("AWS_ACCESS_KEY_ID", credentials[0]),
            ("AWS_SECRET_ACCESS_KEY", credentials[1]),
            ("AWS_SESSION_TOKEN", credentials[2]),
            ("AWS_CONFIG_FILE", "/dev/null"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_MAX_ATTEMPTS", "1"),
            ("AWS_PAGER", ""),
        }.Where(one => one.Item1 == "AWS_PAGER" || one.Item2.Length > 0))
        {
            start.Environment[name] = value;
        }

        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{script}\nended with {shell.ExitCode}: {await errors}\n{output}");
        return output;
    }
}
