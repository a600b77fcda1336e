namespace Amazon.RDS.Model;

public class DBInstance
{
    public string DBInstanceIdentifier { get; set; }

    public string DBInstanceClass { get; set; }

    public string Engine { get; set; }

    public string DBInstanceStatus { get; set; }

    public int? BackupRetentionPeriod { get; set; }

    public PendingModifiedValues PendingModifiedValues { get; set; }

    public DateTime? LatestRestorableTime { get; set; }

    public bool? MultiAZ { get; set; }

    public string EngineVersion { get; set; }

    public string ReadReplicaSourceDBInstanceIdentifier { get; set; }

    public string ReadReplicaSourceDBClusterIdentifier { get; set; }

    public string DBClusterIdentifier { get; set; }

    public string AwsBackupRecoveryPointArn { get; set; }

    public string BackupTarget { get; set; }

    public string DBInstanceArn { get; set; }
}

public class PendingModifiedValues
{
    public int? BackupRetentionPeriod { get; set; }
}
