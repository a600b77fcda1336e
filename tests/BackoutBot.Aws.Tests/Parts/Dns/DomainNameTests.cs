using BackoutBot.Aws.Parts.Dns;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Names as people write them.</summary>
public sealed class DomainNameTests
{
    [Theory]
    [InlineData(@"\052.shop.example.", "*.shop.example.")]
    [InlineData("*.Shop.example", "*.shop.example.")]
    [InlineData(@"_dmarc.shop.example.", "_dmarc.shop.example.")]
    [InlineData(@"a\041b\100c.shop.example.", "a!b@c.shop.example.")]
    [InlineData(@"a\101\057b.shop.example", "aa/b.shop.example.")]
    [InlineData(@"v2\0560.shop.example.", @"v2\0560.shop.example.")]
    [InlineData(@"a\040b\134c.shop.example.", @"a\040b\134c.shop.example.")]
    [InlineData(@"b\303\274cher.shop.example.", @"b\303\274cher.shop.example.")]
    [InlineData(@"odd\05", @"odd\05.")]
    [InlineData(@"odd\999.", @"odd\999.")]
    public void Given_a_name_when_read_then_it_says_what_people_write_and_nothing_else(string name, string readable)
    {
        Assert.Equal(readable, DomainName.Readable(name));
        Assert.Equal(readable, DomainName.Readable(readable));
    }
}
