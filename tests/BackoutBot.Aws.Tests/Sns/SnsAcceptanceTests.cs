using System.Net;
using BackoutBot.Aws.Sns;
using BackoutBot.Aws.Tests.Support;
using Microsoft.AspNetCore.Http;
using static BackoutBot.Aws.Tests.Support.SnsMessageBuilder;

namespace BackoutBot.Aws.Tests.Sns;

/// <summary>What is taken in, and that it is on disk before it is acknowledged.</summary>
public sealed class SnsAcceptanceTests
{
    [Fact]
    public async Task Given_a_signed_notification_when_it_is_posted_then_it_is_persisted_as_it_came_and_acknowledged()
    {
        await using var world = await SnsWorld.StartAsync();
        var body = Notification("Ünïcode \"quoted\"\nand 😀").SignedBy(SnsWorld.Certificate).ToJsonString();

        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(body));

        var row = Assert.Single(world.Inbox.Rows);
        Assert.Equal($"{CheckoutApi.AlarmTopic}|22b80b92-0000-4c2c-8f9d-000000000001", row.Key);
        Assert.Equal(SnsIntakeSource.Name, row.Source);
        Assert.Equal(body, row.Body);
        Assert.Equal(TestCertificates.Now, row.ReceivedAt);
    }

    [Fact]
    public async Task Given_a_notification_without_subject_when_it_is_posted_then_its_signature_holds_too()
    {
        await using var world = await SnsWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification(subject: null).SignedBy(SnsWorld.Certificate)));
    }

    [Theory]
    [InlineData("SubscriptionConfirmation")]
    [InlineData("UnsubscribeConfirmation")]
    public async Task Given_a_signed_confirmation_when_it_is_posted_then_it_waits_in_the_inbox_and_its_URL_is_not_called(string type)
    {
        await using var world = await SnsWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Confirmation(type).SignedBy(SnsWorld.Certificate)));
        Assert.Single(world.Inbox.Rows);
        Assert.Equal([CertificatePath], world.Certificates.Requests);
    }

    [Fact]
    public async Task Given_the_same_message_again_when_it_is_posted_then_200_without_a_second_row()
    {
        await using var world = await SnsWorld.StartAsync();
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(envelope));
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(envelope));
        Assert.Single(world.Inbox.Rows);
    }

    [Fact]
    public async Task Given_an_inbox_that_is_down_when_a_message_is_posted_then_503_and_the_next_try_is_accepted()
    {
        await using var world = await SnsWorld.StartAsync();
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        world.Inbox.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.PostAsync(envelope));
        world.Inbox.IsDown = false;
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(envelope));
        Assert.Single(world.Inbox.Rows);
    }

    [Fact]
    public async Task Given_many_messages_at_once_when_they_are_posted_then_the_certificate_is_fetched_once()
    {
        await using var world = await SnsWorld.StartAsync();
        var posts = Enumerable.Range(0, 40).Select(i => world.PostAsync(Notification(messageId: $"m-{i}").SignedBy(SnsWorld.Certificate)));
        Assert.All(await Task.WhenAll(posts), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(40, world.Inbox.Rows.Count);
        Assert.Single(world.Certificates.Requests);
    }

    [Fact]
    public async Task Given_a_certificate_of_yesterday_when_a_message_is_posted_then_it_is_fetched_again()
    {
        await using var world = await SnsWorld.StartAsync();
        await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate));
        world.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification(at: world.Clock.GetUtcNow(), messageId: "m-2").SignedBy(SnsWorld.Certificate)));
        Assert.Equal(2, world.Certificates.Requests.Count);
    }

    [Theory]
    [InlineData("sns.amazonaws.com")]
    [InlineData("sns-signing.eu-west-1.amazonaws.com")]
    public async Task Given_a_certificate_under_another_name_of_SNS_when_a_message_is_posted_then_it_is_accepted(string name)
    {
        using var certificate = TestCertificates.Trusted.Issue(name);
        await using var world = await SnsWorld.StartAsync();
        world.Certificates.Serve(certificate.ExportCertificatePem());
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification().SignedBy(certificate)));
    }

    [Fact]
    public async Task Given_version_1_by_configuration_when_a_message_signed_with_SHA1_is_posted_then_it_is_accepted()
    {
        await using var world = await SnsWorld.StartAsync(("Sns:SignatureVersions:0", "1"), ("Sns:SignatureVersions:1", "2"));
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification().SignedBy(SnsWorld.Certificate, "1")));
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification(messageId: "m-2").SignedBy(SnsWorld.Certificate)));
    }

    [Fact]
    public async Task Given_a_message_of_256_KiB_when_it_is_posted_then_it_is_accepted()
    {
        await using var world = await SnsWorld.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(Notification(new string('x', 256 * 1024)).SignedBy(SnsWorld.Certificate)));
    }

    [Fact]
    public async Task Given_a_certificate_server_that_fails_when_a_message_is_posted_then_503_so_that_SNS_tries_again()
    {
        await using var world = await SnsWorld.StartAsync();
        var answer = world.Certificates.Answer;
        world.Certificates.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        var envelope = Notification().SignedBy(SnsWorld.Certificate);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.PostAsync(envelope));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await world.PostAsync(envelope));
        Assert.Single(world.Certificates.Requests);

        world.Certificates.Answer = answer;
        world.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.OK, await world.PostAsync(envelope));
    }
}
