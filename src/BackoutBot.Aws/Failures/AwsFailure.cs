using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using BackoutBot.Aws.Clients;

namespace BackoutBot.Aws.Failures;

/// <summary>A failed call in plain words.</summary>
/// <param name="Kind">What it means for what comes next.</param>
/// <param name="Reason">What is wrong and where, for people.</param>
/// <param name="Fix">What to do about it.</param>
public sealed partial record AwsFailure(AwsFailureKind Kind, string Reason, string Fix)
{
    private static readonly string[] ThrottleCodes =
    [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "PriorRequestNotComplete",
    ];

    private static readonly string[] DeniedCodes =
        ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "AuthorizationErrorException", "NotAuthorized"];

    private static readonly string[] CredentialCodes =
    [
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
        "InvalidSignatureException", "IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException", "InvalidToken",
    ];

    /// <summary>
    /// Whether it may be over by itself, so that the same is tried again: while planning and looking at once or later, and a change where it
    /// is known that the call changed nothing. What may not needs somebody to mend it.
    /// </summary>
    public bool MayPass => Kind is AwsFailureKind.Throttled or AwsFailureKind.Credentials or AwsFailureKind.Unreached or AwsFailureKind.Banned or AwsFailureKind.Unanswered;

    /// <summary>Whether an exception is a call's failure, as against our own fault or a wish to stop.</summary>
    internal static bool IsOfCall(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or RoleNotAssumedException or UnusableAnswerException => true,
        _ => false,
    };

    /// <summary>Puts a call's failure in plain words.</summary>
    internal static AwsFailure Of(Exception exception, AwsCall call)
    {
        foreach (var cause in Causes(exception))
        {
            switch (cause)
            {
                case RoleNotAssumedException role:
                    return OfRole(role, call);
                case AmazonServiceException { ErrorCode: { Length: > 0 } code } answer:
                    return OfAnswer(answer, code, call);
                case HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }:
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.HostUnreachable or SocketError.NetworkUnreachable }:
                    return new AwsFailure(
                        AwsFailureKind.Unreached,
                        $"AWS could not be reached for {call.Api} on {call.Resource}: {cause.Message}",
                        "Check this machine's network, DNS and proxy, and whether the region's endpoint is up.");
                default:
                    break;
            }
        }

        return new AwsFailure(
            AwsFailureKind.Unanswered,
            $"No usable answer came for {call.Api} on {call.Resource}: {LogText.Clip(exception.Message)}",
            "Look at the resource to see what is the case, then try again.");
    }

    private static AwsFailure OfRole(RoleNotAssumedException role, AwsCall call)
    {
        var inner = Of(role.InnerException!, new AwsCall("sts:AssumeRole", $"role {role.RoleArn}", "the bot's own identity"));
        // Whatever became of AssumeRole, the call itself was never made.
        var kind = inner.Kind is AwsFailureKind.Unanswered ? AwsFailureKind.Unreached : inner.Kind;
        return kind == AwsFailureKind.Denied
            ? new AwsFailure(
                kind,
                $"{call.Api} on {call.Resource} was not tried: the role {role.RoleArn} could not be assumed, access denied.",
                $"Let the bot's own identity do sts:AssumeRole, sts:TagSession and sts:SetSourceIdentity on {role.RoleArn}, and check the role's trust policy and external id.")
            : new AwsFailure(kind, $"{call.Api} on {call.Resource} was not tried: {inner.Reason}", inner.Fix);
    }

    private static AwsFailure OfAnswer(AmazonServiceException answer, string code, AwsCall call)
    {
        var said = LogText.Clip(answer.Message);
        if (ThrottleCodes.Contains(code, StringComparer.Ordinal) || answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new AwsFailure(
                AwsFailureKind.Throttled,
                $"AWS throttles {call.Api} on {call.Resource} ({code}).",
                "If it lasts, look for what else calls this API so often.");
        }

        if (CredentialCodes.Contains(code, StringComparer.Ordinal))
        {
            return new AwsFailure(
                AwsFailureKind.Credentials,
                $"AWS does not accept the credentials for {call.Api} on {call.Resource} ({code}): {said}",
                "Check the bot's base credentials and this machine's clock.");
        }

        if (DeniedCodes.Contains(code, StringComparer.Ordinal) || answer.StatusCode == HttpStatusCode.Forbidden)
        {
            var missing = Missing().Match(answer.Message ?? string.Empty) is { Success: true } named && !string.Equals(named.Value, call.Api, StringComparison.OrdinalIgnoreCase) ? named.Value : call.Api;
            return new AwsFailure(
                AwsFailureKind.Denied,
                $"{call.RoleArn} may not do {call.Api} on {call.Resource}{(missing == call.Api ? "" : $": {missing} is not allowed to it")}.",
                $"Allow {missing} in the policy of {call.RoleArn}; it was refused for {call.Resource}.");
        }

        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
        {
            return new AwsFailure(
                AwsFailureKind.Unanswered,
                $"AWS failed at {call.Api} on {call.Resource} ({code}): {said}",
                "Look at the resource to see what is the case, then try again; see the AWS Health Dashboard if it lasts.");
        }

        return IsNotFound(answer, code)
            ? new AwsFailure(AwsFailureKind.NotFound, $"AWS does not find what {call.Api} on {call.Resource} asks for ({code}): {said}", "Check the names in the plan file, the account and the region.")
            : new AwsFailure(AwsFailureKind.Refused, $"AWS refused {call.Api} on {call.Resource} ({code}): {said}", "Mend what AWS names, then plan again.");
    }

    private static bool IsNotFound(AmazonServiceException answer, string code)
    {
        var name = code.EndsWith("Exception", StringComparison.Ordinal) ? code[..^"Exception".Length] : code;
        return answer.StatusCode == HttpStatusCode.NotFound
            || name.EndsWith("NotFound", StringComparison.Ordinal)
            || name.EndsWith("DoesNotExist", StringComparison.Ordinal)
            || name.StartsWith("NoSuch", StringComparison.Ordinal);
    }

    // A call may need more than one permission, and AWS names the one that is missing: "is not authorized to perform: ACTION".
    [GeneratedRegex("(?<=to perform: )[A-Za-z0-9-]{1,40}:[A-Za-z0-9]{1,80}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Missing();

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
