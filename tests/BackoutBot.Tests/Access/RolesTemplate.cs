using System.Text;
using System.Text.RegularExpressions;
using BackoutBot.Aws.Access;
using BackoutBot.Aws.Clients;

namespace BackoutBot.Tests.Access;

/// <summary>Writes <c>manifests/aws/roles.yaml</c>: who may assume the two roles, and what the folders of the bot say that they need.</summary>
internal static partial class RolesTemplate
{
    public static string Write()
    {
        AccessParameter[] parameters = [.. Accesses.All.SelectMany(one => one.Access.Parameters)];
        string approvers = string.Join(", ", Enumerable.Range(1, AwsClients.MaxApproverTags).Select(number => $"approver{number}"));
        return $$"""
            AWSTemplateFormatVersion: "2010-09-09"
            Description: The two roles that BackoutBot assumes for one service, with what it calls and nothing else.
            # Generated from src/BackoutBot.Aws; a test keeps it fresh (BACKOUTBOT_RENEW=1 ./dev check writes it anew).

            Parameters:
              HubRoleArn:
                Type: String
                AllowedPattern: "^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$"
                Description: The role that the bot itself runs as.
              ExternalId:
                Type: String
                NoEcho: true
                MinLength: 16
                Description: Random, one an account. Goes into aws.roles in the plan file.
              ServiceName:
                Type: String
                AllowedPattern: "^[a-z0-9-]{1,40}$"
                Description: The service's name, as its plan file has it.
            {{string.Concat(parameters.Select(ParameterOf)).TrimEnd('\n')}}

            Resources:
              Verify:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: !Sub "bo-verify-${ServiceName}"
                  Description: BackoutBot looks.
                  MaxSessionDuration: 3600
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Principal: { AWS: !Ref HubRoleArn }
                        Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
                        Condition:
                          StringEquals: { "sts:ExternalId": !Ref ExternalId, "aws:RequestTag/action": {{AwsClients.VerifyAction}} }
                          StringLike: { "aws:RequestTag/backout": "?*", "sts:SourceIdentity": "?*" }
                          "ForAllValues:StringEquals": { "aws:TagKeys": [backout, action] }
                  Policies:
                    - PolicyName: look
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement:
            {{string.Concat(Accesses.Looks.Select(StatementOf)).TrimEnd('\n')}}

              Exec:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: !Sub "bo-exec-${ServiceName}"
                  Description: BackoutBot does what was approved.
                  MaxSessionDuration: 3600
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      # The tags are the bot's word and so are a record, not a proof: CloudTrail shows the backout and who approved.
                      - Effect: Allow
                        Principal: { AWS: !Ref HubRoleArn }
                        Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
                        Condition:
                          StringEquals: { "sts:ExternalId": !Ref ExternalId }
                          StringLike: { "aws:RequestTag/backout": "?*", "aws:RequestTag/action": "?*", "aws:RequestTag/approver1": "?*", "sts:SourceIdentity": "?*" }
                          "ForAllValues:StringEquals":
                            "aws:TagKeys": [backout, action, {{approvers}}]
                  Policies:
                    - PolicyName: act
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement:
            {{string.Concat(Accesses.Acts.Select(StatementOf)).TrimEnd('\n')}}

            Outputs:
              VerifyRoleArn:
                Description: For aws.roles.read in the plan file.
                Value: !GetAtt Verify.Arn
              ExecRoleArn:
                Description: For aws.roles.write in the plan file.
                Value: !GetAtt Exec.Arn

            """;
    }

    private static string ParameterOf(AccessParameter parameter)
    {
        StringBuilder text = new($"  {parameter.Name}:\n    Type: {(parameter.IsList ? "CommaDelimitedList" : "String")}\n");
        if (parameter.Pattern is { } pattern)
        {
            text.Append($"    AllowedPattern: \"{pattern}\"\n");
        }

        if (parameter.Otherwise is { } otherwise)
        {
            text.Append($"    Default: {otherwise}\n");
        }

        return text.Append($"    Description: {parameter.Description}\n").ToString();
    }

    private static string StatementOf(AccessStatement statement)
    {
        const string indent = "              ";
        StringBuilder text = new();
        if (statement.Because is { } because)
        {
            text.Append($"{indent}# {because}\n");
        }

        text.Append($"{indent}- Sid: {statement.Id}\n{indent}  Effect: Allow\n");
        text.Append($"{indent}  Action: [{string.Join(", ", statement.Actions.Select(action => $"\"{action}\""))}]\n");
        text.Append($"{indent}  Resource:{(statement.On is [var only] ? $" {ValueOf(only)}" : string.Concat(statement.On.Select(one => $"\n{indent}    - {ValueOf(one)}")))}\n");
        if (statement.Conditions.Count > 0)
        {
            text.Append($"{indent}  Condition:\n");
        }

        foreach (IGrouping<string, AccessCondition> conditions in statement.Conditions.GroupBy(condition => condition.Operator, StringComparer.Ordinal))
        {
            text.Append($"{indent}    \"{conditions.Key}\":\n");
            foreach (AccessCondition condition in conditions)
            {
                text.Append($"{indent}      \"{condition.Key}\": [{string.Join(", ", condition.Values.Select(ValueOf))}]\n");
            }
        }

        return text.ToString();
    }

    /// <summary>A reference where the text is a parameter and no more, which may be a list.</summary>
    private static string ValueOf(string text) =>
        Parameter().Match(text) is { Success: true } match ? $"!Ref {match.Groups["name"].Value}" : text.Contains("${", StringComparison.Ordinal) ? $"!Sub \"{text}\"" : $"\"{text}\"";

    [GeneratedRegex(@"^\$\{(?<name>\w+)\}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
