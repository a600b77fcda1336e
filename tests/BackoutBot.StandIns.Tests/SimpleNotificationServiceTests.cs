using System.Net;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using BackoutBot.StandIns.Tests.Wire;

namespace BackoutBot.StandIns.Tests;

public sealed class SimpleNotificationServiceTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:shop-announcements";

    [Fact]
    public async Task Given_an_announcement_when_published_then_the_form_carries_it_unharmed()
    {
        await using var server = await WireServer.StartAsync(Answer("Publish", "<MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId>"));
        using var client = Client(server);

        var response = await client.PublishAsync(new PublishRequest { TopicArn = Topic, Subject = "Backout of checkout-api", Message = "line 1\nüber & 50 % = ~*'()" });

        var request = server.Request;
        Assert.Equal(("POST", "/", "eu-west-1/sns"), (request.Method, request.Target, request.Scope));
        Assert.Equal(Sorted("Action=Publish", "Version=2010-03-31", $"TopicArn={Topic}", "Subject=Backout of checkout-api", "Message=line 1\nüber & 50 % = ~*'()"), Sorted([.. request.Form]));
        Assert.Equal(("94f20ce6-13c5-43a0-9a9e-ca52d816e90b", WireAnswer.RequestId), (response.MessageId, response.ResponseMetadata.RequestId));
    }

    [Fact]
    public async Task Given_a_token_when_confirmed_then_unsubscribing_needs_authentication_too()
    {
        await using var server = await WireServer.StartAsync(Answer("ConfirmSubscription", $"<SubscriptionArn>{Topic}:6b0e71bd</SubscriptionArn>"));
        using var client = Client(server);

        var response = await client.ConfirmSubscriptionAsync(new ConfirmSubscriptionRequest { TopicArn = Topic, Token = "2336412f37", AuthenticateOnUnsubscribe = "true" });

        Assert.Equal(Sorted("Action=ConfirmSubscription", "Version=2010-03-31", $"TopicArn={Topic}", "Token=2336412f37", "AuthenticateOnUnsubscribe=true"), Sorted([.. server.Request.Form]));
        Assert.Equal($"{Topic}:6b0e71bd", response.SubscriptionArn);
    }

    [Theory]
    [InlineData("NotFound", 404, typeof(NotFoundException))]
    [InlineData("AuthorizationError", 403, typeof(AuthorizationErrorException))]
    [InlineData("InvalidParameter", 400, typeof(AmazonSimpleNotificationServiceException))]
    public async Task Given_an_error_when_answered_then_it_is_of_the_services_kind(string code, int status, Type type)
    {
        await using var server = await WireServer.StartAsync(WireAnswer.XmlError(code, status));
        using var client = Client(server);

        var thrown = await Record.ExceptionAsync(() => client.PublishAsync(new PublishRequest { TopicArn = Topic, Message = "m" }));

        Assert.IsAssignableFrom(type, thrown);
        var error = Assert.IsAssignableFrom<AmazonSimpleNotificationServiceException>(thrown);
        Assert.Equal((code, WireAnswer.RequestId, (HttpStatusCode)status), (error.ErrorCode, error.RequestId, error.StatusCode));
    }

    private static AmazonSimpleNotificationServiceClient Client(WireServer server) => new(WireServer.Credentials, server.Configure<AmazonSimpleNotificationServiceConfig>());

    private static WireAnswer Answer(string operation, string result) => WireAnswer.Query(operation, result, "http://sns.amazonaws.com/doc/2010-03-31/");

    private static string[] Sorted(params string[] parameters) => [.. parameters.Order(StringComparer.Ordinal)];
}
