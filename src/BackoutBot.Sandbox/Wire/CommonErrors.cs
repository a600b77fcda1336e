namespace BackoutBot.Sandbox.Wire;

/// <summary>
/// The errors that AWS's front end answers with, before a service sees the request. Each protocol spells them its own way: see "Common
/// error types" in the services' API references.
/// </summary>
internal static class CommonErrors
{
    private const string FrontEnd = "com.amazon.coral.service";

    public static AwsException MissingAuthentication(AwsApi api) => Make(api, "MissingAuthenticationToken", "MissingAuthenticationTokenException", "Request is missing Authentication Token", 403, s3: ("AccessDenied", 403));

    public static AwsException IncompleteSignature(AwsApi api, string message) => Make(api, "IncompleteSignature", "IncompleteSignatureException", message, 400, s3: ("AuthorizationHeaderMalformed", 400));

    public static AwsException BadSignature(AwsApi api, string message) => Make(api, "SignatureDoesNotMatch", "InvalidSignatureException", message, 403);

    public static AwsException UnknownToken(AwsApi api) => Make(api, "InvalidClientTokenId", "UnrecognizedClientException", "The security token included in the request is invalid.", 403, s3: ("InvalidAccessKeyId", 403));

    public static AwsException ExpiredToken(AwsApi api) => Make(api, "ExpiredToken", "ExpiredTokenException", "The security token included in the request is expired", 403, s3: ("ExpiredToken", 400));

    /// <summary>SNS alone calls it AuthorizationError, and writes its prefix in capitals.</summary>
    public static AwsException AccessDenied(AwsApi api, string principal, string operation, string? resource)
    {
        var action = $"{(api.Name == "sns" ? "SNS" : api.Name)}:{operation}";
        var message = $"User: {principal} is not authorized to perform: {action}{(resource is null ? "" : $" on resource: {resource}")} because no identity-based policy allows the {action} action";
        return Make(api, api.Name == "sns" ? "AuthorizationError" : "AccessDenied", "AccessDeniedException", message, 403);
    }

    public static AwsException Throttled(AwsApi api) => api.Name == "sns"
        ? new AwsException("Throttled", "Rate exceeded", 429)
        : Make(api, "Throttling", "ThrottlingException", "Rate exceeded", 400, s3: ("SlowDown", 503));

    public static AwsException Failed(AwsApi api) => Make(api, "InternalFailure", "InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", 500, 500, s3: ("InternalError", 500));

    public static AwsException Invalid(string message) => new("ValidationError", message) { Shape = "com.amazon.coral.validate#ValidationException" };

    public static AwsException Unreadable(string message) => new("SerializationException", message) { Shape = $"{FrontEnd}#SerializationException" };

    public static AwsException UnknownOperation(string message) => new("UnknownOperationException", message, 404) { Shape = $"{FrontEnd}#UnknownOperationException" };

    // A JSON service answers 400 where the others answer 403; S3 has its own codes ("Error responses", S3 API reference).
    private static AwsException Make(AwsApi api, string code, string jsonCode, string message, int status, int jsonStatus = 400, (string Code, int Status)? s3 = null) =>
        api.Protocol == WireProtocol.S3 ? new AwsException(s3?.Code ?? code, message, s3?.Status ?? status)
        : api.Protocol == WireProtocol.Json ? new AwsException(jsonCode, message, jsonStatus) : new AwsException(code, message, status) { Shape = $"{FrontEnd}#{jsonCode}" };
}
