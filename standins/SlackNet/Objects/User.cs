namespace SlackNet;

public class User
{
    public string Id { get; set; }

    public string TeamId { get; set; }

    public string Name { get; set; }

    public bool Deleted { get; set; }

    public string RealName { get; set; }

    public UserProfile Profile { get; set; }

    public bool IsRestricted { get; set; }

    public bool IsUltraRestricted { get; set; }

    public bool IsBot { get; set; }

    public bool IsStranger { get; set; }

    public EnterpriseUser EnterpriseUser { get; set; }
}

public class UserProfile
{
    public string DisplayName { get; set; }
}

public class EnterpriseUser
{
    public string EnterpriseId { get; set; }

    public IList<string> Teams { get; set; }
}

public class UserGroup
{
    public string Id { get; set; }

    public string Handle { get; set; }
}
