using BackoutBot.Runtime.Storage;
using BackoutBot.Runtime.Tests.World;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Tests;

/// <summary>A host with wrong settings does not start, and says why.</summary>
public sealed class RuntimeOptionsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Given_wrong_settings_then_every_one_is_named()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ScriptedBot.StartAsync(new ScriptedWorld(), directory.Path, configure: builder =>
        {
            builder.Configuration["Runtime:PollMin"] = "00:00:00";
            builder.Configuration["Runtime:SiloPort"] = "70000";
        }));

        Assert.Contains("PollMin", fault.Message, StringComparison.Ordinal);
        Assert.Contains("SiloPort", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_data_directory_that_can_not_be_used_then_the_host_does_not_start_and_says_why()
    {
        var file = Path.Combine(directory.Path, "taken");
        await File.WriteAllTextAsync(file, "");

        var fault = await Assert.ThrowsAsync<StorageException>(() => ScriptedBot.StartAsync(new ScriptedWorld(), file));

        Assert.Contains("Storage:DataDirectory", fault.Message, StringComparison.Ordinal);
    }
}
