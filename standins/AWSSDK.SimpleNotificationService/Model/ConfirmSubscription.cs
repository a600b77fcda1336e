namespace Amazon.SimpleNotificationService.Model;

public class ConfirmSubscriptionRequest : AmazonWebServiceRequest
{
    public string TopicArn { get; set; }

    public string Token { get; set; }

    public string AuthenticateOnUnsubscribe { get; set; }
}

public class ConfirmSubscriptionResponse : AmazonWebServiceResponse
{
    public string SubscriptionArn { get; set; }
}
