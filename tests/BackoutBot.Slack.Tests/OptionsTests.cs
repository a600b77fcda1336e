using BackoutBot.Core.Chat;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackoutBot.Slack.Tests;

/// <summary>The settings: off unless enabled, every fault at once, and no way to point production elsewhere.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Given_no_section_when_added_then_nothing_is_there_and_nothing_is_wrong()
    {
        using var services = Build("Production");

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Empty(services.GetServices<IChatPlatform>());
    }

    [Fact]
    public void Given_an_empty_enabled_section_when_started_then_every_fault_is_said_at_once()
    {
        using var services = Build("Production", ("Slack:Enabled", "true"), ("Slack:ApiBaseUrl", "http://127.0.0.1:1/"), ("Slack:Channels:#ops", "ops"), ("Slack:NoteReaction", ":memo:"), ("Slack:TeamIds:0", "shop"), ("Slack:AppToken", "secret-of-mine"));

        var fault = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(["Slack:BotToken", "Slack:AppToken", "Slack:TeamIds", "Slack:Channels:#ops", "Slack:NoteReaction", "Slack:ApiBaseUrl"], fault.Failures.Select(one => one.Split(' ')[0]));
        Assert.DoesNotContain(fault.Failures, one => one.Contains("secret-of-mine", StringComparison.Ordinal));
    }

    [Fact]
    public void Given_no_signing_secret_when_started_then_it_is_refused_unless_in_socket_mode()
    {
        using var web = Build("Production", ("Slack:Enabled", "true"), ("Slack:BotToken", "xoxb-1"));
        using var socket = Build("Production", ("Slack:Enabled", "true"), ("Slack:BotToken", "xoxb-1"), ("Slack:AppToken", "xapp-1"));

        Assert.Contains("Slack:SigningSecret", Assert.Throws<OptionsValidationException>(web.GetRequiredService<IStartupValidator>().Validate).Message, StringComparison.Ordinal);
        socket.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Given_one_channel_id_twice_when_started_then_it_is_refused()
    {
        using var services = Build("Production", ("Slack:Enabled", "true"), ("Slack:BotToken", "xoxb-1"), ("Slack:SigningSecret", "0123456789abcdef"), ("Slack:Channels:ops", "C0OPS"), ("Slack:Channels:stakeholders", "C0OPS"));

        Assert.Contains("C0OPS", Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(string environment, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddSlack();
        return builder.Services.BuildServiceProvider();
    }
}
