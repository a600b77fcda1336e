using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;

namespace BackoutBot.Aws.Tests.Failures;

/// <summary>What a failed call means.</summary>
public sealed class AwsFailureTests
{
    private static readonly AwsCall Call = new("codedeploy:StopDeployment", "deployment d-1", "arn:aws:iam::123456789012:role/bo-exec");

    [Theory]
    [InlineData("Throttling", 400, AwsFailureKind.Throttled)]
    [InlineData("RequestLimitExceeded", 503, AwsFailureKind.Throttled)]
    [InlineData("Whatever", 429, AwsFailureKind.Throttled)]
    [InlineData("AccessDeniedException", 400, AwsFailureKind.Denied)]
    [InlineData("Whatever", 403, AwsFailureKind.Denied)]
    [InlineData("ExpiredToken", 403, AwsFailureKind.Credentials)]
    [InlineData("SignatureDoesNotMatch", 403, AwsFailureKind.Credentials)]
    [InlineData("DeploymentDoesNotExistException", 400, AwsFailureKind.NotFound)]
    [InlineData("NoSuchHostedZone", 404, AwsFailureKind.NotFound)]
    [InlineData("DBInstanceNotFound", 404, AwsFailureKind.NotFound)]
    [InlineData("InvalidRevisionException", 400, AwsFailureKind.Refused)]
    [InlineData("InternalFailure", 500, AwsFailureKind.Unanswered)]
    public void Given_an_answer_when_it_is_put_in_words_then_its_code_and_status_decide(string code, int status, AwsFailureKind kind)
    {
        var failure = AwsFailure.Of(new AmazonServiceException("said", null, ErrorType.Sender, code, "r-1", (HttpStatusCode)status), Call);
        Assert.Equal(kind, failure.Kind);
        Assert.NotEmpty(failure.Fix);
        Assert.Contains("d-1", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_no_connection_when_it_is_put_in_words_then_nothing_was_changed()
    {
        var exception = new AmazonServiceException("wrapped", new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException((int)SocketError.ConnectionRefused)));
        Assert.Equal(AwsFailureKind.Unreached, AwsFailure.Of(exception, Call).Kind);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.InvalidResponse)]
    public void Given_a_connection_that_broke_when_it_is_put_in_words_then_it_may_have_had_its_effect(HttpRequestError error) =>
        Assert.Equal(AwsFailureKind.Unanswered, AwsFailure.Of(new AmazonServiceException("wrapped", new HttpRequestException(error, "broke")), Call).Kind);

    [Fact]
    public void Given_a_deadline_that_passed_when_it_is_put_in_words_then_it_may_have_had_its_effect() =>
        Assert.Equal(AwsFailureKind.Unanswered, AwsFailure.Of(new TaskCanceledException("too long"), Call).Kind);

    [Fact]
    public void Given_a_role_that_STS_did_not_answer_for_when_it_is_put_in_words_then_the_call_was_never_made()
    {
        var exception = new AmazonClientException("wrapped", new RoleNotAssumedException(Call.RoleArn, new TaskCanceledException("too long")));
        var failure = AwsFailure.Of(exception, Call);
        Assert.Equal(AwsFailureKind.Unreached, failure.Kind);
        Assert.Contains("was not tried", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_our_own_wish_to_stop_when_a_call_ends_then_it_is_no_failure_of_the_call()
    {
        Assert.False(AwsFailure.IsOfCall(new OperationCanceledException(), new CancellationToken(canceled: true)));
        Assert.True(AwsFailure.IsOfCall(new OperationCanceledException(), CancellationToken.None));
        Assert.False(AwsFailure.IsOfCall(new InvalidOperationException(), CancellationToken.None));
    }
}
