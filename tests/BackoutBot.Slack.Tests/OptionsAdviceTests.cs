using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BackoutBot.Slack.Tests;

/// <summary>Whoever sets what a fault of the settings says starts the bot.</summary>
public sealed class OptionsAdviceTests
{
    /// <summary>A setting that is wrong, and what it is set to by who follows the advice; «{0}» is what stands for the advice's first star, and nothing leaves the key out.</summary>
    [Theory]
    [InlineData("Slack:TeamIds:0", "shop", "Slack:TeamIds holds '*': write a workspace's id, such as *, or an organisation's, such as *.", "{1}")]
    [InlineData("Slack:TeamIds:0", "shop", "Slack:TeamIds holds '*': write a workspace's id, such as *, or an organisation's, such as *.", "{2}")]
    [InlineData("Slack:NoteReaction", ":memo:", "Slack:NoteReaction is '*': write the reaction's name without colons, such as *, or leave it empty.", "{1}")]
    [InlineData("Slack:NoteReaction", ":memo:", "Slack:NoteReaction is '*': write the reaction's name without colons, such as memo, or leave it empty.", "")]
    [InlineData("Slack:ApiBaseUrl", "http://127.0.0.1:4003/", "Remove it.", null)]
    [InlineData("Slack:BotToken", "secret", "Slack:BotToken is no bot token: copy the one that begins with * from the app's page, OAuth & Permissions.", "{0}1-2-abc")]
    [InlineData("Slack:BotToken", "secret", "Keep it out of files: set the environment variable Slack__BotToken.", "xoxb-1-2-abc")]
    [InlineData("Slack:AppToken", "secret", "Slack:AppToken is no app-level token: copy the one that begins with * from the app's page, Basic Information, or leave it out to receive requests over HTTPS.", "{0}1-abc")]
    [InlineData("Slack:AppToken", "secret", "Slack:AppToken is no app-level token: copy the one that begins with xapp- from the app's page, Basic Information, or leave it out to receive requests over HTTPS.", null)]
    [InlineData("Slack:SigningSecret", "short", "Slack:SigningSecret is missing or too short, and without it anybody could pose as Slack: copy it from the app's page, Basic Information.", "0123456789abcdef0123456789abcdef")]
    [InlineData("Slack:SigningSecret", "short", "Keep it out of files: set the environment variable Slack__SigningSecret.", "0123456789abcdef0123456789abcdef")]
    [InlineData("Slack:PreviousSigningSecret", "short", "Slack:PreviousSigningSecret is too short to be one: copy the whole of it, or leave it out.", "0123456789abcdef0123456789abcdef")]
    [InlineData("Slack:PreviousSigningSecret", "short", "Slack:PreviousSigningSecret is too short to be one: copy the whole of it, or leave it out.", null)]
    [InlineData("Slack:Channels:#ops", "ops", "Slack:Channels:* is '*': write the channel's id, such as *, which stands at the end of its details in Slack.", "{2}")]
    public void Given_a_setting_that_is_wrong_when_it_is_set_as_advised_then_nothing_is_wrong(string key, string wrong, string advice, string? right)
    {
        string[] told = Advised.By(Assert.Single(Faults("Production", (key, wrong))), advice);

        // What is set in the environment arrives as any other setting does.
        string? followed = right is null ? null : string.Format(right, [.. told]);
        Assert.Empty(followed is null ? Faults("Production") : Faults("Production", (key, followed)));
    }

    [Fact]
    public void Given_a_channel_that_is_not_named_as_in_plan_files_when_it_is_then_nothing_is_wrong()
    {
        string channel = Advised.By(Assert.Single(Faults("Production", ("Slack:Channels:Ops Team", "C024BE91L"))), "Slack:Channels names '*': write the channel as plan files do, such as *.")[1];

        Assert.Empty(Faults("Production", ($"Slack:Channels:{channel}", "C024BE91L")));
    }

    [Fact]
    public void Given_two_channels_with_one_id_when_each_has_its_own_then_nothing_is_wrong()
    {
        Advised.By(Assert.Single(Faults("Production", ("Slack:Channels:ops", "C024BE91L"), ("Slack:Channels:leads", "C024BE91L"))), "Slack:Channels gives * to *: give each channel an id of its own.");

        Assert.Empty(Faults("Production", ("Slack:Channels:ops", "C024BE91L"), ("Slack:Channels:leads", "C024BE91M")));
    }

    [Fact]
    public void Given_an_address_that_is_none_when_it_is_written_as_the_example_then_nothing_is_wrong()
    {
        string example = Advised.By(Assert.Single(Faults("Sandbox", ("Slack:ApiBaseUrl", "127.0.0.1"))), "Slack:ApiBaseUrl is '*': write an http or https URL that ends with a slash, such as *")[1];

        Assert.Empty(Faults("Sandbox", ("Slack:ApiBaseUrl", example)));
    }

    private static IEnumerable<string> Faults(string environment, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        Dictionary<string, string?> all = new() { ["Slack:Enabled"] = "true", ["Slack:BotToken"] = "xoxb-1", ["Slack:SigningSecret"] = "0123456789abcdef" };
        foreach ((string key, string value) in settings)
        {
            all[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(all);
        builder.AddSlack();
        using var services = builder.Services.BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return fault.Failures;
        }
    }
}
