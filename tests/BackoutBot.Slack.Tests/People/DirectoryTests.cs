using BackoutBot.Core.People;
using BackoutBot.Slack.Tests.Wire;

namespace BackoutBot.Slack.Tests.People;

/// <summary>Who may act, and in which group somebody is, asked from Slack at the moment of each click.</summary>
public sealed class DirectoryTests : IAsyncLifetime
{
    private SlackBot bot = null!;

    public async Task InitializeAsync() => bot = await SlackBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task Given_a_member_when_asked_then_their_name_is_slacks() =>
        Assert.Equal("Alice", await FindAsync("U0ALICE"));

    [Theory]
    [InlineData("deleted")]
    [InlineData("is_bot")]
    [InlineData("is_restricted")]
    [InlineData("is_ultra_restricted")]
    [InlineData("is_stranger")]
    public async Task Given_somebody_who_may_not_act_when_asked_then_they_are_unknown(string trait)
    {
        bot.Slack.Users["U0ALICE"][trait] = true;

        Assert.Null(await FindAsync("U0ALICE"));
    }

    [Fact]
    public async Task Given_another_organisation_when_asked_then_its_people_are_unknown()
    {
        bot.Slack.Users["U0ALICE"]["team_id"] = "T0PARTNER";

        Assert.Null(await FindAsync("U0ALICE"));
        Assert.Null(await FindAsync("T0PARTNER/U0ALICE"));
        Assert.False(await IsMemberAsync("T0PARTNER/U0ALICE", "checkout-approvers"));
    }

    [Fact]
    public async Task Given_an_organisation_of_several_workspaces_when_asked_then_its_people_are_known()
    {
        bot.Slack.Users["U0ALICE"]["team_id"] = "T0OTHER";
        bot.Slack.Users["U0ALICE"]["enterprise_user"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "W0ALICE", ["enterprise_id"] = "E0SHOP", ["teams"] = new System.Text.Json.Nodes.JsonArray("T0OTHER", FakeSlack.Team) };

        Assert.Equal("Alice", await FindAsync("U0ALICE"));
    }

    [Fact]
    public async Task Given_nobody_of_that_id_when_asked_then_they_are_unknown() =>
        Assert.Null(await FindAsync("U0NOBODY"));

    [Theory]
    [InlineData("checkout-approvers")]
    [InlineData("SCHECKOUTAPPROVERS")]
    public async Task Given_somebody_who_left_the_group_when_asked_again_then_they_are_in_it_no_more(string group)
    {
        Assert.True(await IsMemberAsync("U0ALICE", group));

        bot.Slack.Groups["checkout-approvers"].Remove("U0ALICE");

        Assert.False(await IsMemberAsync("U0ALICE", group));
        Assert.True(await IsMemberAsync("U0BOB", group));
    }

    [Fact]
    public async Task Given_a_group_that_is_not_there_when_asked_then_nobody_is_in_it_and_the_log_says_so_until_it_is_named_as_in_the_workspace()
    {
        Assert.False(await IsMemberAsync("U0ALICE", "chekout-approvers"));

        string log = bot.Logs.Lines.Single(line => line.Contains("chekout-approvers", StringComparison.Ordinal));
        Advised.By(log, "Slack has no enabled user group with the handle or id *, so nobody is in it: compare the plan file's approvers with the workspace's user groups");
        Assert.True(await IsMemberAsync("U0ALICE", Assert.Single(bot.Slack.Groups.Keys)));
    }

    [Fact]
    public async Task Given_slack_in_trouble_when_asked_then_it_is_said_that_it_can_not_be_known()
    {
        bot.Slack.Fail("users.info", "internal_error");
        await Assert.ThrowsAsync<DirectoryUnavailableException>(async () => await FindAsync("U0ALICE"));

        bot.Slack.Limit("usergroups.users.list", 3);
        await Assert.ThrowsAsync<DirectoryUnavailableException>(async () => await IsMemberAsync("U0ALICE", "checkout-approvers"));
    }

    private ValueTask<string?> FindAsync(string id) => bot.Directory.FindAsync(new PlatformAccount("slack", id), default);

    private ValueTask<bool> IsMemberAsync(string id, string group) => bot.Directory.IsMemberAsync(new PlatformAccount("slack", id), group, default);
}
