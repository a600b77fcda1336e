using System.Net;
using System.Text.RegularExpressions;
using BackoutBot.Console.Inbound;
using BackoutBot.Console.Rendering;
using BackoutBot.Core.Chat;
using BackoutBot.Core.Ids;
using BackoutBot.Core.Tests.Chat;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackoutBot.Console.Tests.Inbound;

public sealed partial class SubmitReaderTests
{
    private static readonly ConsoleRenderer Renderer = new(NullLoggerFactory.Instance);

    [Fact]
    public Task Given_any_button_of_a_card_when_the_page_sends_what_it_carries_then_the_press_is_the_one_that_was_meant() =>
        AnyPress.Any.SampleAsync(async any =>
        {
            var html = await Renderer.RenderAsync<CardView>((nameof(CardView.Card), any.Card), (nameof(CardView.Channel), "#ops"));

            var read = SubmitReader.Read(Sent(html, any), new PersonId("bob"), ["#ops"], out var faults);

            Assert.Empty(faults);
            Assert.Equal(any.Meant, new PressReading.Pressed(read!.Asked!.Backout!.Value, read.Asked.Press!));
        });

    // As console.js makes it of the button's data.
    private static SubmitRequest Sent(string html, AnyPress any)
    {
        var data = Data().Matches(ButtonTag().Match(html).Value).ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value), StringComparer.Ordinal);
        return new SubmitRequest(
            "3f2b8c1e-0d0d",
            data["channel"],
            data["backout"],
            Text: null,
            new SubmitPress(
                data["press"],
                data.GetValueOrDefault("plan"),
                data.GetValueOrDefault("step"),
                string.IsNullOrEmpty(any.Input) ? null : any.Input,
                any.Item?.Value));
    }

    [GeneratedRegex("""<button\b[^>]*\bdata-press=[^>]*>""")]
    private static partial Regex ButtonTag();

    [GeneratedRegex(@"\bdata-(?<name>[a-z]+)=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Data();
}
