using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Control;

public sealed class RestartTests : IAsyncLifetime
{
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Fact]
    public async Task Given_a_story_under_way_when_restarted_then_it_goes_on_where_it_was()
    {
        await sandbox.BreakAsync();
        sandbox.Advance(2);
        var before = await sandbox.StateAsync();
        await sandbox.RestartAsync();
        Assert.Equal(before.ToJsonString(), (await sandbox.StateAsync()).ToJsonString());
        sandbox.Advance(10);
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-health"));
    }

    [Fact]
    public async Task Given_time_that_passes_while_it_is_down_when_started_then_what_was_due_has_happened()
    {
        await sandbox.BreakAsync();
        await sandbox.RestartAsync(o =>
        {
            sandbox.Advance(20);
            return o;
        });
        Assert.Equal("ALARM", await sandbox.AlarmAsync("checkout-api-health"));
    }

    [Fact]
    public async Task Given_temporary_credentials_when_restarted_then_they_still_open()
    {
        var verify = await sandbox.AssumeAsync("bo-verify");
        await sandbox.RestartAsync();
        (await new SignedClient(sandbox.Http, verify.AccessKeyId, verify.SecretAccessKey, verify.SessionToken).QueryAsync("rds", "DescribeDBInstances")).Ok();
    }

    [Fact]
    public async Task Given_certificates_when_restarted_then_they_are_the_same_and_the_key_is_the_owners_alone()
    {
        File.Delete(Path.Combine(sandbox.DataDirectory, "sns.pem"));
        await sandbox.RestartAsync();
        var authority = await sandbox.Http.GetStringAsync("/_sandbox/ca.pem");
        await sandbox.RestartAsync();
        Assert.Equal(authority, await sandbox.Http.GetStringAsync("/_sandbox/ca.pem"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(sandbox.DataDirectory, "sns.pem")));
        }
    }

    [Fact]
    public async Task Given_a_state_file_that_is_none_when_started_then_it_says_which_and_begins_anew_once_it_is_removed()
    {
        await File.WriteAllTextAsync(Path.Combine(sandbox.DataDirectory, "state.json"), "{");
        var refused = Assert.Throws<InvalidDataException>(() => SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = sandbox.DataDirectory }, TimeProvider.System));
        Assert.Contains("state.json", refused.Message, StringComparison.Ordinal);
        Advised.By(refused.Message, "Remove the file to begin with a new account.");

        File.Delete(Path.Combine(sandbox.DataDirectory, "state.json"));
        using var begun = (IDisposable)SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = sandbox.DataDirectory }, TimeProvider.System);
    }

    [Theory]
    [InlineData("The story can't break * seconds after: give * or more.")]
    [InlineData("The release can't fail * seconds after: give * or more.")]
    public void Given_a_time_before_the_beginning_when_as_much_as_advised_is_given_then_it_is_built(string advice)
    {
        string[] told = Advised.By(Assert.Throws<ArgumentException>(() => Build(-1)).Message, advice);

        using var built = Build(double.Parse(told[1], System.Globalization.CultureInfo.InvariantCulture));

        IDisposable Build(double seconds)
        {
            SandboxOptions options = new() { Urls = "http://127.0.0.1:0", DataDirectory = sandbox.DataDirectory };
            return SandboxApplication.Build(advice.Contains("story", StringComparison.Ordinal) ? options with { BreakAfterSeconds = seconds } : options with { ReleaseFailsAfterSeconds = seconds }, TimeProvider.System);
        }
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080/sns")]
    [InlineData("https://bot.shop.example/sns")]
    public void Given_a_webhook_that_is_none_when_an_address_of_either_kind_is_given_then_it_is_built(string address)
    {
        Advised.By(Assert.Throws<ArgumentException>(() => Build("ftp://x/")).Message, "'*' is no webhook: give an http or https address.");

        using var built = Build(address);

        IDisposable Build(string webhook) =>
            SandboxApplication.Build(new SandboxOptions { Urls = "http://127.0.0.1:0", DataDirectory = sandbox.DataDirectory, Webhook = new Uri(webhook) }, TimeProvider.System);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://sandbox.example:80")]
    [InlineData("nonsense")]
    public void Given_an_address_that_others_reach_when_built_then_it_refuses(string url) =>
        Assert.Contains("loopback", Assert.Throws<ArgumentException>(() => SandboxApplication.Build(new SandboxOptions { Urls = url, DataDirectory = sandbox.DataDirectory }, TimeProvider.System)).Message, StringComparison.Ordinal);
}
