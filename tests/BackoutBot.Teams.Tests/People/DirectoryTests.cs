using BackoutBot.Core.People;
using BackoutBot.Teams.Tests.Wire;

namespace BackoutBot.Teams.Tests.People;

public sealed class DirectoryTests
{
    [Fact]
    public async Task Given_the_tenants_people_when_looked_up_then_members_are_known_and_others_are_not()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        IPlatformDirectory directory = bench.Host.Get<IPlatformDirectory>();
        bench.Microsoft.Graph.Users[Cast.Bob.ObjectId] = FakeGraph.User("Bob", enabled: false);
        bench.Microsoft.Graph.Users[Cast.Dave.ObjectId] = FakeGraph.User("Dave", "Member", "dave_example.org#EXT#@shop.example");

        Assert.Equal("Alice", await FindAsync(directory, Cast.Alice.ObjectId));
        Assert.Null(await FindAsync(directory, Cast.Bob.ObjectId));
        Assert.Null(await FindAsync(directory, Cast.Dave.ObjectId));
        Assert.Null(await FindAsync(directory, Cast.Guest.ObjectId));
        Assert.Null(await FindAsync(directory, "00000000-0000-4000-8000-000000000000"));
        Assert.Null(await FindAsync(directory, "../groups"));
    }

    [Fact]
    public async Task Given_a_group_when_somebody_leaves_it_then_they_are_no_member_at_once()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        IPlatformDirectory directory = bench.Host.Get<IPlatformDirectory>();
        PlatformAccount bob = new("teams", Cast.Bob.ObjectId);

        Assert.True(await directory.IsMemberAsync(bob, Cast.Approvers.ToUpperInvariant(), CancellationToken.None));
        _ = bench.Microsoft.Graph.Approvers.TryRemove(Cast.Bob.ObjectId, out _);

        Assert.False(await directory.IsMemberAsync(bob, Cast.Approvers, CancellationToken.None));
        Assert.False(await directory.IsMemberAsync(bob, "checkout-approvers", CancellationToken.None));
    }

    [Fact]
    public async Task Given_a_group_that_is_named_by_no_id_when_its_object_id_is_written_then_its_members_are_known()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        IPlatformDirectory directory = bench.Host.Get<IPlatformDirectory>();
        PlatformAccount bob = new("teams", Cast.Bob.ObjectId);
        Assert.False(await directory.IsMemberAsync(bob, "checkout-approvers", CancellationToken.None));
        Advised.By(string.Join('\n', bench.Logs.Lines), "'teams:*' in a plan file is no group: write teams: and the group's object id, a GUID");

        Assert.True(await directory.IsMemberAsync(bob, Cast.Approvers, CancellationToken.None));
    }

    [Theory]
    [InlineData(false, "User.Read.All")]
    [InlineData(true, "GroupMember.Read.All")]
    public async Task Given_a_permission_that_is_missing_when_the_app_is_given_the_one_that_is_named_then_Graph_answers(bool asksForGroup, string permission)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        IPlatformDirectory directory = bench.Host.Get<IPlatformDirectory>();
        bench.Microsoft.Graph.Status = 403;
        DirectoryUnavailableException thrown = await Assert.ThrowsAsync<DirectoryUnavailableException>(AskAsync);
        string[] told = Advised.By(thrown.Message, "Microsoft Graph answered *: give the app the application permission *, with an administrator's consent.");
        Assert.Equal(permission, told[1]);

        bench.Microsoft.Graph.Status = null;
        Assert.True(await AskAsync());

        async Task<bool> AskAsync() => asksForGroup
            ? await directory.IsMemberAsync(new PlatformAccount("teams", Cast.Bob.ObjectId), Cast.Approvers, CancellationToken.None)
            : await FindAsync(directory, Cast.Bob.ObjectId) is not null;
    }

    [Theory]
    [InlineData(403, "User.Read.All")]
    [InlineData(429, "429")]
    [InlineData(503, "503")]
    public async Task Given_a_Graph_that_does_not_answer_when_asked_then_it_is_unavailable_and_says_why(int status, string why)
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        bench.Microsoft.Graph.Status = status;

        DirectoryUnavailableException thrown = await Assert.ThrowsAsync<DirectoryUnavailableException>(() => FindAsync(bench.Host.Get<IPlatformDirectory>(), Cast.Alice.ObjectId));

        Assert.Contains(why, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_wrong_secret_when_asked_then_it_is_unavailable_and_says_which_settings_to_check()
    {
        await using AdapterBench bench = await AdapterBench.StartAsync();
        bench.Microsoft.Entra.Refuses = true;

        DirectoryUnavailableException thrown = await Assert.ThrowsAsync<DirectoryUnavailableException>(() => FindAsync(bench.Host.Get<IPlatformDirectory>(), Cast.Alice.ObjectId));

        Assert.Contains("Teams:AppPassword", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> FindAsync(IPlatformDirectory directory, string id) => await directory.FindAsync(new PlatformAccount("teams", id), CancellationToken.None);
}
