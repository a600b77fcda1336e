namespace Amazon.RDS.Model;

public class DBCluster
{
    public string DBClusterIdentifier { get; set; }

    public string Engine { get; set; }

    public string Status { get; set; }

    public int? BackupRetentionPeriod { get; set; }

    public ClusterPendingModifiedValues PendingModifiedValues { get; set; }

    public DateTime? LatestRestorableTime { get; set; }

    public string AwsBackupRecoveryPointArn { get; set; }
}

public class ClusterPendingModifiedValues
{
    public int? BackupRetentionPeriod { get; set; }
}
