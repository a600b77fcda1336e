using BackoutBot.Aws.Parts.Dns;

namespace BackoutBot.Aws.Tests.Parts.Dns;

/// <summary>Values that DNS answers alike.</summary>
public sealed class RecordValueTests
{
    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.1")]
    [InlineData("AAAA", "2001:DB8:0:0::0001", "2001:db8::1")]
    [InlineData("AAAA", "::ffff:192.0.2.1", "::FFFF:C000:201")]
    [InlineData("CNAME", "Checkout-V231.shop.example", "checkout-v231.shop.example.")]
    [InlineData("CNAME", @"\052.shop.example", "*.Shop.example.")]
    [InlineData("PTR", @"a\101.shop.example.", "aa.shop.example")]
    [InlineData("MX", "10  Mail.shop.example", "10 mail.shop.example.")]
    [InlineData("SRV", "1 2 443 API.shop.example", "1 2 443 api.shop.example.")]
    [InlineData("HTTPS", "1 Svc.shop.example alpn=\"h2\"", "1 svc.shop.example. alpn=\"h2\"")]
    [InlineData("TXT", "\"v=spf1 \" \"-all\"", "\"v=spf1 -all\"")]
    [InlineData("TXT", "\"one\"\"two\"", "\"onetwo\"")]
    [InlineData("TXT", @"""a\040b\134""", @"""a b\\""")]
    [InlineData("TXT", @"""say \""hi\""""", @"""say \042hi\042""")]
    [InlineData("SPF", "\"a\" \"b\"", "\"ab\"")]
    public void Given_two_spellings_of_one_value_when_compared_then_they_are_one(string type, string one, string other)
    {
        Assert.Equal(RecordValue.Spelled(type, one), RecordValue.Spelled(type, other));
        Assert.True(Of(type, one).Equals(Of(type, other)));
    }

    [Theory]
    [InlineData("A", "192.0.2.1", "192.0.2.2")]
    [InlineData("AAAA", "2001:db8::1", "2001:db8::2")]
    [InlineData("AAAA", "none", "None")]
    [InlineData("CNAME", "a.shop.example.", "b.shop.example.")]
    [InlineData("CNAME", @"v2\0560.shop.example.", "v2.0.shop.example.")]
    [InlineData("MX", "10 mail.shop.example.", "20 mail.shop.example.")]
    [InlineData("SRV", "1 2 443 api.shop.example.", "1 2 444 api.shop.example.")]
    [InlineData("TXT", "\"V=spf1\"", "\"v=spf1\"")]
    [InlineData("TXT", "\"a b\"", "\"ab\"")]
    [InlineData("TXT", "a b", "ab")]
    [InlineData("TXT", "\"open", "open")]
    [InlineData("CAA", "0 issue \"CA.example\"", "0 issue \"ca.example\"")]
    public void Given_two_values_when_compared_then_they_are_two(string type, string one, string other) =>
        Assert.False(Of(type, one).Equals(Of(type, other)));

    private static RecordSet Of(string type, string value) => new("x.shop.example.", type, null, null, null, null, null, null, null, null, null, 10, [value], null);
}
