namespace Amazon.CloudWatch.Model;

public class ListAlarmMuteRulesRequest : AmazonWebServiceRequest
{
    public List<string> Statuses { get; set; }

    public string NextToken { get; set; }
}

public class ListAlarmMuteRulesResponse : AmazonWebServiceResponse
{
    public List<AlarmMuteRuleSummary> AlarmMuteRuleSummaries { get; set; }

    public string NextToken { get; set; }
}

public class AlarmMuteRuleSummary
{
    public string AlarmMuteRuleArn { get; set; }
}

public class GetAlarmMuteRuleRequest : AmazonWebServiceRequest
{
    public string AlarmMuteRuleName { get; set; }
}

public class GetAlarmMuteRuleResponse : AmazonWebServiceResponse
{
    public string Name { get; set; }

    public Rule Rule { get; set; }

    public MuteTargets MuteTargets { get; set; }

    public DateTime? ExpireDate { get; set; }

    public AlarmMuteRuleStatus Status { get; set; }
}

public class Rule
{
    public Schedule Schedule { get; set; }
}

public class Schedule
{
    public string Expression { get; set; }

    public string Duration { get; set; }

    public string Timezone { get; set; }
}

public class MuteTargets
{
    public List<string> AlarmNames { get; set; }
}
