namespace BackoutBot.Runtime.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Given_a_store_then_every_process_that_opens_it_is_the_same_installation_for_ever()
    {
        var id = Store.Installation;

        Assert.Matches("^[0-9a-f]{8}$", id.Value);
        Assert.Equal(id, (await OpenAsync()).Installation);
    }
}
