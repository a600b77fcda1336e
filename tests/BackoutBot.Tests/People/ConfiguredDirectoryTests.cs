using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using BackoutBot.People;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Tests.People;

/// <summary>Who is known and what groups they are in, from the settings as they are now.</summary>
public sealed class ConfiguredDirectoryTests
{
    private static readonly PersonId Alice = new("alice");

    [Fact]
    public async Task Given_a_person_in_the_settings_then_the_person_and_the_groups_are_known()
    {
        (IDirectory directory, _) = Directory(("People:alice:DisplayName", "Alice A."), ("People:alice:Groups:0", "checkout-approvers"), ("People:dave:DisplayName", null));

        Assert.Equal(new Person(Alice, "Alice A."), await directory.FindAsync(Alice, default));
        Assert.Equal(new Person(new("dave"), "dave"), await directory.FindAsync(new("dave"), default));
        Assert.True(await directory.IsMemberAsync(Alice, "checkout-approvers", default));
        Assert.False(await directory.IsMemberAsync(Alice, "Checkout-Approvers", default));
        Assert.False(await directory.IsMemberAsync(new("dave"), "checkout-approvers", default));
    }

    [Theory]
    [InlineData("mallory")]
    [InlineData("ALICE")]
    [InlineData("")]
    public async Task Given_a_name_that_is_not_in_the_settings_then_nobody_is_known_by_it(string name)
    {
        (IDirectory directory, _) = Directory(("People:alice:Groups:0", "checkout-approvers"));

        Assert.Null(await directory.FindAsync(new(name), default));
        Assert.False(await directory.IsMemberAsync(new(name), "checkout-approvers", default));
    }

    [Fact]
    public async Task Given_a_change_of_the_settings_then_it_counts_from_the_next_question_on()
    {
        (IDirectory directory, IConfigurationRoot settings) = Directory(("People:alice:Groups:0", "checkout-approvers"));

        settings["People:alice:Groups:0"] = "readers";
        settings.Reload();

        Assert.False(await directory.IsMemberAsync(Alice, "checkout-approvers", default));
        Assert.True(await directory.IsMemberAsync(Alice, "readers", default));
    }

    [Fact]
    public async Task Given_a_faulty_change_of_the_settings_then_the_earlier_ones_stay_in_force()
    {
        (IDirectory directory, IConfigurationRoot settings) = Directory(("People:alice:Groups:0", "checkout-approvers"));

        settings["People:alice:Groups:0"] = "not a group!";
        settings.Reload();

        Assert.True(await directory.IsMemberAsync(Alice, "checkout-approvers", default));
    }

    private static (IDirectory Directory, IConfigurationRoot Settings) Directory(params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        _ = builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        _ = builder.AddPeople().Services.AddLogging();
        return (builder.Build().Services.GetRequiredService<IDirectory>(), builder.Configuration);
    }
}
