namespace SlackNet;

public class Channel
{
    public string Id { get; set; }
}

public class File
{
    public string Name { get; set; }
}

public class Authorization
{
    public string UserId { get; set; }

    public bool IsBot { get; set; }
}
