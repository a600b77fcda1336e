using System.Text.RegularExpressions;
using BackoutBot.Aws.Clients;
using CsCheck;

namespace BackoutBot.Aws.Tests.Clients;

/// <summary>Whatever our names are, STS takes them.</summary>
public sealed partial class SessionTextTests
{
    [Fact]
    public void Given_any_text_when_it_becomes_a_session_name_then_STS_takes_it() =>
        Gen.String.Sample(text => NameForm().IsMatch(SessionText.Name(text)));

    [Fact]
    public void Given_any_text_when_it_becomes_a_tag_then_STS_takes_it() =>
        Gen.String.Sample(text => TagForm().IsMatch(SessionText.Tag(text)));

    [Fact]
    public void Given_a_backouts_id_when_it_becomes_a_session_name_then_it_can_be_read() =>
        Assert.Equal("bo-checkout-api-17", SessionText.Name("bo-checkout-api-17"));

    // RoleSessionName and Tag, STS API reference.
    [GeneratedRegex(@"^[\w+=,.@-]{2,64}\z", RegexOptions.ECMAScript)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z")]
    private static partial Regex TagForm();
}
