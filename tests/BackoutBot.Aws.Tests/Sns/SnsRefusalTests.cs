using System.Net;
using BackoutBot.Aws.Tests.Support;
using Microsoft.AspNetCore.Http;
using static BackoutBot.Aws.Tests.Support.SnsMessageBuilder;

namespace BackoutBot.Aws.Tests.Sns;

/// <summary>What is refused, with which answer, and that nothing of it reaches the inbox.</summary>
public sealed class SnsRefusalTests
{
    [Theory]
    [InlineData("Message")]
    [InlineData("MessageId")]
    [InlineData("Subject")]
    [InlineData("Timestamp")]
    public async Task Given_a_signed_message_when_a_signed_member_was_changed_then_403(string member)
    {
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        envelope[member] = member == "Timestamp" ? "2026-03-04T12:00:00.001Z" : "forged";
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
    }

    [Theory]
    [InlineData("Token")]
    [InlineData("SubscribeURL")]
    public async Task Given_a_signed_confirmation_when_a_signed_member_was_changed_then_403(string member)
    {
        var envelope = Confirmation("SubscriptionConfirmation").SignedBy(SnsWorld.Certificate);
        envelope[member] = "forged";
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
    }

    [Fact]
    public async Task Given_a_signed_notification_when_a_subject_was_added_then_403()
    {
        var envelope = Notification(subject: null).SignedBy(SnsWorld.Certificate);
        envelope["Subject"] = "forged";
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
    }

    [Fact]
    public async Task Given_a_subscription_confirmation_when_it_is_passed_off_as_an_unsubscription_then_403()
    {
        var envelope = Confirmation("SubscriptionConfirmation").SignedBy(SnsWorld.Certificate);
        envelope["Type"] = "UnsubscribeConfirmation";
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not Base64!")]
    [InlineData("AAAA")]
    public async Task Given_a_signature_that_is_none_when_the_message_is_posted_then_403(string signature)
    {
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        envelope["Signature"] = signature;
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
    }

    [Fact]
    public async Task Given_a_signature_of_enormous_length_when_the_message_is_posted_then_403()
    {
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        envelope["Signature"] = new string('A', 8000);
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
    }

    [Fact]
    public async Task Given_a_signature_by_another_key_when_the_message_is_posted_then_403_and_neither_signature_is_logged()
    {
        using var other = TestCertificates.Foreign.Issue("sns.eu-west-1.amazonaws.com");
        var envelope = Notification().SignedBy(other);
        var log = await RefusedAsync(HttpStatusCode.Forbidden, envelope.ToJsonString());
        Assert.Contains("bad-signature", log, StringComparison.Ordinal);
        Assert.DoesNotContain((string)envelope["Signature"]!, log, StringComparison.Ordinal);
        Assert.DoesNotContain(SnsWorld.Secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_a_message_older_than_an_hour_and_the_skew_when_it_is_replayed_then_403() =>
        await RefusedAsync(HttpStatusCode.Forbidden, Notification(at: TestCertificates.Now - TimeSpan.FromMinutes(66)).SignedBy(SnsWorld.Certificate).ToJsonString());

    [Fact]
    public async Task Given_a_message_of_an_hour_ago_when_it_is_posted_then_it_is_still_accepted()
    {
        await using var world = await SnsWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification(at: TestCertificates.Now - TimeSpan.FromMinutes(64)).SignedBy(SnsWorld.Certificate)));
    }

    [Fact]
    public async Task Given_a_message_from_the_future_when_it_is_posted_then_403() =>
        await RefusedAsync(HttpStatusCode.Forbidden, Notification(at: TestCertificates.Now + TimeSpan.FromMinutes(6)).SignedBy(SnsWorld.Certificate).ToJsonString());

    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:999999999999:checkout-api-alarms")]
    [InlineData("arn:aws:sns:eu-west-2:123456789012:checkout-api-alarms")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms2")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:CHECKOUT-API-ALARMS")]
    [InlineData("")]
    public async Task Given_a_validly_signed_message_of_a_topic_that_no_plan_file_names_when_it_is_posted_then_403(string topic)
    {
        var envelope = Notification();
        envelope["TopicArn"] = topic;
        await RefusedAsync(HttpStatusCode.Forbidden, envelope.SignedBy(SnsWorld.Certificate).ToJsonString(), downloads: 0);
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.example" + CertificatePath)]
    [InlineData("https://evil.example" + CertificatePath)]
    [InlineData("https://sns.us-east-1.amazonaws.com" + CertificatePath)]
    [InlineData("https://sns.s3-us-west-2.amazonaws.com" + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com.cn" + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com:443" + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com:8443" + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com@evil.example" + CertificatePath)]
    [InlineData("https://me@sns.eu-west-1.amazonaws.com" + CertificatePath)]
    [InlineData("http://sns.eu-west-1.amazonaws.com" + CertificatePath)]
    [InlineData("HTTPS://sns.eu-west-1.amazonaws.com" + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com." + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com\\@evil.example" + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/evil/.." + CertificatePath)]
    [InlineData("https://sns.eu-west-1.amazonaws.com" + CertificatePath + "?x=.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com" + CertificatePath + "#.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789ABCDEF0123456789ABCDEF.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com/my-topic.pem")]
    [InlineData("https://sns.eu-west-1.amazonaws.com" + CertificatePath + "\n")]
    [InlineData("")]
    public async Task Given_a_certificate_anywhere_but_where_SNS_keeps_it_when_the_message_is_posted_then_403_and_nothing_is_fetched(string url) =>
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(SnsWorld.Certificate, url: url).ToJsonString(), downloads: 0);

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("")]
    public async Task Given_a_signature_version_that_is_not_configured_when_the_message_is_posted_then_403(string version) =>
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(SnsWorld.Certificate, version).ToJsonString(), downloads: 0);

    [Fact]
    public async Task Given_raw_delivery_when_it_is_posted_then_415()
    {
        await using var world = await SnsWorld.StartAsync();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await world.PostAsync("{}", header: "x-amz-sns-rawdelivery"));
        Advised.By(world.Log.Text, "raw message delivery is not signed: turn it off on the subscription (RawMessageDelivery=false)");
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate)));
    }

    [Theory]
    [InlineData("2", "1")]
    [InlineData("1", "2")]
    public async Task Given_a_signature_version_that_is_not_allowed_when_the_topic_is_set_as_advised_then_its_messages_are_accepted(string allowed, string version)
    {
        await using var world = await SnsWorld.StartAsync(("Sns:SignatureVersions:0", allowed));
        await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate, version));
        var told = Advised.By(world.Log.Text, "Sns:SignatureVersions does not allow it; set the topic's SignatureVersion to *")[0];
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate, told)));
    }

    [Fact]
    public async Task Given_a_body_over_the_limit_when_it_is_posted_then_413() =>
        await RefusedAsync(HttpStatusCode.RequestEntityTooLarge, new string('x', (320 * 1024) + 1), downloads: 0);

    [Fact]
    public async Task Given_a_body_over_the_limit_that_does_not_say_its_length_when_it_is_posted_then_413()
    {
        await using var world = await SnsWorld.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sns/{SnsWorld.Secret}") { Content = new StreamContent(new EndlessStream(2 * 1024 * 1024)) };
        request.Headers.TransferEncodingChunked = true;
        using var response = await world.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(world.Inbox.Rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"Type\":\"Notification\"}")]
    [InlineData("{\"Type\":5}")]
    [InlineData("{\"Type\":\"Notification\"")]
    [InlineData("{\"Type\":\"\\ud800\"}")]
    public async Task Given_a_body_that_is_no_envelope_when_it_is_posted_then_400(string body) =>
        await RefusedAsync(HttpStatusCode.BadRequest, body, downloads: 0);

    [Fact]
    public async Task Given_an_envelope_with_a_member_twice_when_it_is_posted_then_400()
    {
        var text = Notification().SignedBy(SnsWorld.Certificate).ToJsonString();
        await RefusedAsync(HttpStatusCode.BadRequest, text.Insert(1, "\"Message\":\"the other message\","), downloads: 0);
    }

    [Fact]
    public async Task Given_an_envelope_with_something_after_it_when_it_is_posted_then_400() =>
        await RefusedAsync(HttpStatusCode.BadRequest, Notification().SignedBy(SnsWorld.Certificate).ToJsonString() + "{}", downloads: 0);

    [Theory]
    [InlineData("guess")]
    [InlineData("s3cret-patH")]
    [InlineData("s3cret-path2")]
    public async Task Given_another_path_when_a_valid_message_is_posted_then_404(string path)
    {
        await using var world = await SnsWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate), path));
        Assert.Empty(world.Inbox.Rows);
    }

    [Fact]
    public async Task Given_an_expired_certificate_when_the_message_is_posted_then_403()
    {
        using var certificate = TestCertificates.Trusted.Issue("sns.eu-west-1.amazonaws.com", TestCertificates.Now.AddYears(-2), TestCertificates.Now.AddMinutes(-1));
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(certificate).ToJsonString(), certificate.ExportCertificatePem());
    }

    [Fact]
    public async Task Given_a_certificate_that_expires_within_the_day_when_it_has_expired_then_403_though_it_was_trusted_before()
    {
        using var certificate = TestCertificates.Trusted.Issue("sns.eu-west-1.amazonaws.com", until: TestCertificates.Now.AddHours(2));
        await using var world = await SnsWorld.StartAsync();
        world.Certificates.Serve(certificate.ExportCertificatePem());
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification().SignedBy(certificate)));
        world.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(HttpStatusCode.Forbidden, await world.PostAsync(Notification(at: world.Clock.GetUtcNow(), messageId: "m-2").SignedBy(certificate)));
    }

    [Fact]
    public async Task Given_a_certificate_of_an_authority_that_is_not_trusted_when_the_message_is_posted_then_403()
    {
        using var certificate = TestCertificates.Foreign.Issue("sns.eu-west-1.amazonaws.com");
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(certificate).ToJsonString(), certificate.ExportCertificatePem());
    }

    [Theory]
    [InlineData("sns.us-east-1.amazonaws.com")]
    [InlineData("*.amazonaws.com")]
    [InlineData("evil.example")]
    public async Task Given_a_certificate_of_another_name_when_the_message_is_posted_then_403(string name)
    {
        using var certificate = TestCertificates.Trusted.Issue(name);
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(certificate).ToJsonString(), certificate.ExportCertificatePem());
    }

    [Fact]
    public async Task Given_a_certificate_with_a_weak_key_when_the_message_is_posted_then_403()
    {
        using var certificate = TestCertificates.Trusted.Issue("sns.eu-west-1.amazonaws.com", keyBits: 1024);
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(certificate).ToJsonString(), certificate.ExportCertificatePem());
    }

    [Theory]
    [InlineData("no certificate at all")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task Given_a_file_that_is_no_certificate_when_the_message_is_posted_then_403(string file) =>
        await RefusedAsync(HttpStatusCode.Forbidden, Notification().SignedBy(SnsWorld.Certificate).ToJsonString(), file);

    [Fact]
    public async Task Given_no_such_certificate_when_messages_are_posted_then_403_and_it_is_asked_for_once()
    {
        await using var world = await SnsWorld.StartAsync();
        world.Certificates.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
        Assert.Equal(HttpStatusCode.Forbidden, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate)));
        Assert.Equal(HttpStatusCode.Forbidden, await world.PostAsync(Notification(messageId: "m-2").SignedBy(SnsWorld.Certificate)));
        Assert.Single(world.Certificates.Requests);
    }

    [Fact]
    public async Task Given_a_certificate_server_that_redirects_when_the_message_is_posted_then_it_is_not_followed()
    {
        await using var world = await SnsWorld.StartAsync();
        world.Certificates.Answer = context =>
        {
            context.Response.Redirect("/elsewhere.pem");
            return Task.CompletedTask;
        };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate)));
        Assert.Single(world.Certificates.Requests);
    }

    [Fact]
    public async Task Given_a_certificate_over_16_KiB_when_the_message_is_posted_then_it_is_not_used()
    {
        await using var world = await SnsWorld.StartAsync();
        world.Certificates.Serve(SnsWorld.Certificate.ExportCertificatePem() + new string('\n', 16 * 1024));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate)));
    }

    [Fact]
    public async Task Given_an_accepted_notification_when_its_subject_is_moved_into_its_id_so_that_the_signature_still_holds_then_it_is_not_taken_a_second_time()
    {
        await using var world = await SnsWorld.StartAsync();
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(envelope));

        envelope["MessageId"] = $"{envelope["MessageId"]}\nSubject\n{envelope["Subject"]}";
        envelope.Remove("Subject");

        Assert.Equal(HttpStatusCode.BadRequest, await world.PostAsync(envelope));
        Assert.Single(world.Inbox.Rows);
    }

    [Theory]
    [InlineData("MessageId", "22b80b92\r")]
    [InlineData("MessageId", "22b80b92|2")]
    [InlineData("MessageId", "22b80b92 ")]
    [InlineData("Subject", "News\nTimestamp\n2026-03-04T12:00:00.000Z")]
    [InlineData("Subject", "News\u0085")]
    [InlineData("Timestamp", "2026-03-04T12:00:00.000Z\n")]
    [InlineData("TopicArn", "arn:aws:sns\nType")]
    [InlineData("Type", "Notification\n")]
    public async Task Given_a_notification_with_a_signed_member_out_of_its_form_when_it_is_posted_then_400_though_its_signature_holds(string member, string value)
    {
        var envelope = Notification();
        envelope[member] = value;
        await RefusedAsync(HttpStatusCode.BadRequest, envelope.SignedBy(SnsWorld.Certificate).ToJsonString(), downloads: 0);
    }

    [Theory]
    [InlineData("Token", "tok\nTopicArn\narn")]
    [InlineData("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/\nTimestamp")]
    [InlineData("SubscribeURL", "https://sns.eu-west-1.amazonaws.com/ä")]
    public async Task Given_a_confirmation_with_a_signed_member_out_of_its_form_when_it_is_posted_then_400_though_its_signature_holds(string member, string value)
    {
        var envelope = Confirmation("SubscriptionConfirmation");
        envelope[member] = value;
        await RefusedAsync(HttpStatusCode.BadRequest, envelope.SignedBy(SnsWorld.Certificate).ToJsonString(), downloads: 0);
    }

    private static async Task<string> RefusedAsync(HttpStatusCode status, string body, string? certificate = null, int? downloads = null)
    {
        await using var world = await SnsWorld.StartAsync();
        if (certificate is not null)
        {
            world.Certificates.Serve(certificate);
        }

        Assert.Equal(status, await world.PostAsync(body));
        Assert.Empty(world.Inbox.Rows);
        Assert.Contains("Refused", world.Log.Text, StringComparison.Ordinal);
        if (downloads is { } expected)
        {
            Assert.Equal(expected, world.Certificates.Requests.Count);
        }

        return world.Log.Text;
    }

    // Of a length that it does not tell.
    private sealed class EndlessStream(int length) : Stream
    {
        private int left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, left);
            Array.Fill(buffer, (byte)'x', offset, read);
            left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
