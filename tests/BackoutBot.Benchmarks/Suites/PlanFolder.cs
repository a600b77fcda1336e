using System.Globalization;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>Writes the plan files of the services that the alarms belong to.</summary>
internal sealed class PlanFolder
{
    /// <summary>How many services there are.</summary>
    public const int Services = 10;

    /// <summary>How many alarms each service has, apart from <see cref="FirstAlarm"/>.</summary>
    public const int Alarms = 16;

    public PlanFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        for (var service = 0; service < Services; service++)
        {
            File.WriteAllText(System.IO.Path.Combine(path, $"{Service(service)}.yaml"), Text(service));
        }
    }

    public string Path { get; }

    public static string Service(int service) => string.Create(CultureInfo.InvariantCulture, $"bench-{service:00}");

    /// <summary>The alarm that opens the service's backout and stays raised.</summary>
    public static string FirstAlarm(int service) => $"{Service(service)}-first";

    public static string Alarm(int service, int alarm) => string.Create(CultureInfo.InvariantCulture, $"{Service(service)}-alarm-{alarm % Alarms:00}");

    private static string Text(int service) =>
        $"""
        service: {Service(service)}
        environment: production
        channel: "#ops"
        approvals:
          groups: [checkout-approvers]
        aws:
          account: "{Demo.Account}"
          region: {Demo.Region}
          roles:
            read: arn:aws:iam::{Demo.Account}:role/bo-verify
            write: arn:aws:iam::{Demo.Account}:role/bo-exec
          topics:
            - {Demo.AlarmTopic}
          codeDeploy:
            application: {Service(service)}
            deploymentGroup: {Service(service)}-prod
          alarms:
            - {FirstAlarm(service)}
            {string.Join("\n    ", Enumerable.Range(0, Alarms).Select(alarm => $"- {Alarm(service, alarm)}"))}
        rollback:
          - id: code
            action: codedeploy-stop

        """;
}
