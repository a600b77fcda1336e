using System.Text;
using System.Text.Json.Nodes;
using BackoutBot.Aws.Sns;
using BackoutBot.Aws.Tests.Support;
using CsCheck;
using static BackoutBot.Aws.Tests.Support.SnsMessageBuilder;

namespace BackoutBot.Aws.Tests.Sns;

/// <summary>The envelope and the text that its signature covers.</summary>
public sealed class SnsEnvelopeTests
{
    [Fact]
    public void Given_a_notification_when_its_text_to_sign_is_written_then_it_is_as_documented()
    {
        var envelope = Parse(Notification("My Test Message", "My subject").SignedBy(SnsWorld.Certificate).ToJsonString());
        Assert.Equal(
            $"Message\nMy Test Message\nMessageId\n22b80b92-0000-4c2c-8f9d-000000000001\nSubject\nMy subject\nTimestamp\n2026-03-04T12:00:00.000Z\nTopicArn\n{CheckoutApi.AlarmTopic}\nType\nNotification\n",
            SnsSignature.StringToSign(envelope));
    }

    [Fact]
    public void Given_an_unsubscribe_confirmation_when_its_text_to_sign_is_written_then_the_token_is_in_it()
    {
        var envelope = Parse(Confirmation("UnsubscribeConfirmation", "tok").SignedBy(SnsWorld.Certificate).ToJsonString());
        Assert.Equal(
            $"Message\nYou have chosen to subscribe.\nMessageId\n22b80b92-0000-4c2c-8f9d-000000000001\nSubscribeURL\nhttps://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=tok\nTimestamp\n2026-03-04T12:00:00.000Z\nToken\ntok\nTopicArn\n{CheckoutApi.AlarmTopic}\nType\nUnsubscribeConfirmation\n",
            SnsSignature.StringToSign(envelope));
    }

    [Fact]
    public void Given_message_attributes_when_an_envelope_is_read_then_they_are_passed_over()
    {
        var json = Notification().SignedBy(SnsWorld.Certificate);
        json["MessageAttributes"] = new JsonObject { ["a"] = new JsonObject { ["Type"] = "String", ["Value"] = "b" } };
        Assert.Equal(SnsMessageType.Notification, Parse(json.ToJsonString()).Type);
    }

    [Fact]
    public void Given_any_bytes_when_an_envelope_is_read_then_it_never_throws()
    {
        var valid = Encoding.UTF8.GetBytes(Notification().SignedBy(SnsWorld.Certificate).ToJsonString());
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, valid.Length]).Sample((at, value, length) =>
        {
            var mutated = valid.ToArray();
            mutated[at] = value;
            var read = SnsEnvelope.TryParse(mutated.AsSpan(0, length), out var envelope, out var fault);
            return read ? envelope is not null && fault is null : envelope is null && fault is not null;
        });
    }

    private static SnsEnvelope Parse(string json) =>
        SnsEnvelope.TryParse(Encoding.UTF8.GetBytes(json), out var envelope, out var fault) ? envelope : throw new InvalidOperationException(fault);
}
