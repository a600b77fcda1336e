namespace BackoutBot.Aws.Failures;

/// <summary>One call to AWS, as people and IAM name it.</summary>
/// <param name="Api">The IAM action, such as <c>codedeploy:StopDeployment</c>.</param>
/// <param name="Resource">What it is about, for people, such as <c>deployment d-ABC</c>.</param>
/// <param name="RoleArn">The role that it is made as.</param>
public sealed record AwsCall(string Api, string Resource, string RoleArn);
