using System.Net;

namespace Amazon.CodeDeploy.Model;

public class ApplicationDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonCodeDeployException(message, innerException, errorType, errorCode, requestId, statusCode);

public class DeploymentAlreadyCompletedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonCodeDeployException(message, innerException, errorType, errorCode, requestId, statusCode);

public class DeploymentDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonCodeDeployException(message, innerException, errorType, errorCode, requestId, statusCode);

public class DeploymentGroupDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonCodeDeployException(message, innerException, errorType, errorCode, requestId, statusCode);

public class DeploymentLimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonCodeDeployException(message, innerException, errorType, errorCode, requestId, statusCode);

public class RevisionDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonCodeDeployException(message, innerException, errorType, errorCode, requestId, statusCode);
