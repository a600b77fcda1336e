using System.Net;

namespace Amazon.CodeDeploy;

public class AmazonCodeDeployException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
