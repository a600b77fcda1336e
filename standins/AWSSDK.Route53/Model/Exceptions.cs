using System.Net;

namespace Amazon.Route53.Model;

public class InvalidChangeBatchException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

public class NoSuchChangeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

public class NoSuchHostedZoneException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);

public class PriorRequestNotCompleteException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonRoute53Exception(message, innerException, errorType, errorCode, requestId, statusCode);
