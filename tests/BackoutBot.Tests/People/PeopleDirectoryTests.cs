using BackoutBot.Core.Ids;
using BackoutBot.Core.People;
using BackoutBot.People;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackoutBot.Tests.People;

/// <summary>One person, whichever platform they act on; and the platforms' own groups, live.</summary>
public sealed class PeopleDirectoryTests
{
    private const string Entra = "1f3c6f0e-52a5-4b7e-9a8e-2f0d7a1b9c11";

    private readonly PlatformGroups slack = new("slack");
    private readonly PlatformGroups teams = new("teams");

    [Fact]
    public void Given_accounts_on_two_platforms_then_both_are_one_person_and_others_are_themselves()
    {
        IAccounts accounts = Start(("People:alice:Accounts:0", "slack:U024BE7LH"), ("People:alice:Accounts:1", $"teams:{Entra}")).GetRequiredService<IAccounts>();

        Assert.Equal(new PersonId("alice"), accounts.PersonOf(new("slack", "U024BE7LH")));
        Assert.Equal(new PersonId("alice"), accounts.PersonOf(new("teams", Entra)));
        Assert.Equal(new PersonId("slack:U0STRANGE"), accounts.PersonOf(new("slack", "U0STRANGE")));
        Assert.Equal([new PlatformAccount("teams", Entra)], accounts.AccountsOf(new("alice"), "teams"));
        Assert.Equal([new PlatformAccount("slack", "U0STRANGE")], accounts.AccountsOf(new("slack:U0STRANGE"), "slack"));
        Assert.Empty(accounts.AccountsOf(new("slack:U0STRANGE"), "teams"));
    }

    [Fact]
    public async Task Given_a_platforms_group_then_a_persons_account_there_decides_and_only_as_long_as_it_is_in_it()
    {
        IDirectory directory = Start(("People:alice:Accounts:0", "slack:U024BE7LH")).GetRequiredService<IDirectory>();
        slack.Names["U024BE7LH"] = "Alice";
        _ = slack.Members.Add(("U024BE7LH", "checkout-approvers"));

        Assert.True(await directory.IsMemberAsync(new("alice"), "slack:checkout-approvers", default));
        Assert.False(await directory.IsMemberAsync(new("alice"), "teams:checkout-approvers", default));
        Assert.False(await directory.IsMemberAsync(new("alice"), "checkout-approvers", default));

        slack.Members.Clear();
        Assert.False(await directory.IsMemberAsync(new("alice"), "slack:checkout-approvers", default));
    }

    [Fact]
    public async Task Given_an_account_that_may_not_act_then_its_group_is_worth_nothing_and_nobody_is_known_by_it()
    {
        IDirectory directory = Start().GetRequiredService<IDirectory>();
        _ = slack.Members.Add(("U0GUEST", "checkout-approvers"));

        Assert.Null(await directory.FindAsync(new("slack:U0GUEST"), default));
        Assert.False(await directory.IsMemberAsync(new("slack:U0GUEST"), "slack:checkout-approvers", default));
    }

    [Fact]
    public async Task Given_an_account_that_the_settings_do_not_name_then_the_platform_says_who_it_is()
    {
        IDirectory directory = Start().GetRequiredService<IDirectory>();
        slack.Names["U0NEW"] = "Nora New";

        Assert.Equal(new Person(new("slack:U0NEW"), "Nora New"), await directory.FindAsync(new("slack:U0NEW"), default));
        Assert.Null(await directory.FindAsync(new("teams:U0NEW"), default));
    }

    [Fact]
    public void Given_an_account_that_two_people_claim_or_that_is_none_then_the_start_says_so()
    {
        PeopleOptions people = new() { ["alice"] = new(), ["bob"] = new() };
        people["alice"].Accounts.Add("slack:U024BE7LH");
        people["bob"].Accounts.Add("slack:U024BE7LH");
        people["bob"].Accounts.Add("slack:bob");

        Assert.Collection(
            people.Faults(),
            fault => Assert.Contains("alice's already", fault, StringComparison.Ordinal),
            fault => Assert.Contains("'slack:bob' is not an account", fault, StringComparison.Ordinal));
    }

    private ServiceProvider Start(params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        _ = builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        _ = builder.AddPeople().Services.AddLogging().AddSingleton<IPlatformDirectory>(slack).AddSingleton<IPlatformDirectory>(teams);
        return (ServiceProvider)builder.Build().Services;
    }

    private sealed class PlatformGroups(string platform) : IPlatformDirectory
    {
        public string Platform => platform;

        public Dictionary<string, string> Names { get; } = [];

        public HashSet<(string Account, string Group)> Members { get; } = [];

        public ValueTask<string?> FindAsync(PlatformAccount account, CancellationToken cancellationToken) => ValueTask.FromResult(Names.GetValueOrDefault(account.Id));

        public ValueTask<bool> IsMemberAsync(PlatformAccount account, string group, CancellationToken cancellationToken) => ValueTask.FromResult(Members.Contains((account.Id, group)));
    }
}
