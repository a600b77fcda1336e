namespace Amazon.CodeDeploy.Model;

public class RevisionLocation
{
    public RevisionLocationType RevisionType { get; set; }

    public S3Location S3Location { get; set; }

    public GitHubLocation GitHubLocation { get; set; }
}

public class S3Location
{
    public string Bucket { get; set; }

    public string Key { get; set; }

    public BundleType BundleType { get; set; }

    public string Version { get; set; }

    public string ETag { get; set; }
}

public class GitHubLocation
{
    public string Repository { get; set; }

    public string CommitId { get; set; }
}
