using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace BackoutBot.Teams.Tests.Wire;

/// <summary>Microsoft Graph: the tenant's people, and who is an approver now.</summary>
public sealed class FakeGraph
{
    public ConcurrentDictionary<string, JObject> Users { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [Cast.Alice.ObjectId] = User("Alice"),
        [Cast.Bob.ObjectId] = User("Bob"),
        [Cast.Dave.ObjectId] = User("Dave"),
        [Cast.Guest.ObjectId] = User("Guest", "Guest", "guest_example.org#EXT#@shop.example"),
    };

    /// <summary>The object ids of those who are in the approvers' group.</summary>
    public ConcurrentDictionary<string, bool> Approvers { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [Cast.Alice.ObjectId] = true,
        [Cast.Bob.ObjectId] = true,
        [Cast.Guest.ObjectId] = true,
    };

    /// <summary>The status of every answer, where it is not to be a real one.</summary>
    public int? Status { get; set; }

    public static JObject User(string name, string? type = "Member", string? principal = null, bool enabled = true) => new()
    {
        ["displayName"] = name,
        ["userPrincipalName"] = principal ?? $"{name}@shop.example",
        ["userType"] = type,
        ["accountEnabled"] = enabled,
    };

    public async Task AnswerAsync(HttpContext context, FakeEntra entra)
    {
        _ = entra;
        string[] path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        context.Response.StatusCode = Status
            ?? (!FakeEntra.Knows(context.Request, "https://graph.microsoft.com/.default") ? 401 : Users.ContainsKey(path[2]) ? 200 : 404);
        if (context.Response.StatusCode != 200)
        {
            return;
        }

        if (path.Length == 3)
        {
            Assert.Equal("displayName,userPrincipalName,userType,accountEnabled", context.Request.Query["$select"]);
            await FakeEntra.WriteAsync(context, Users[path[2]]);
            return;
        }

        Assert.Equal(("POST", "checkMemberGroups"), (context.Request.Method, path[3]));
        using StreamReader reader = new(context.Request.Body);
        IEnumerable<string?> asked = JObject.Parse(await reader.ReadToEndAsync())["groupIds"]!.Values<string>();
        await FakeEntra.WriteAsync(context, new JObject { ["value"] = new JArray(asked.Where(group => group == Cast.Approvers && Approvers.ContainsKey(path[2]))) });
    }
}
