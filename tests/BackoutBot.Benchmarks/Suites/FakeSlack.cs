using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace BackoutBot.Benchmarks.Suites;

/// <summary>Stands in for Slack's Web API: takes whatever is said to it.</summary>
internal static class FakeSlack
{
    public static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        var app = builder.Build();
        var posts = 0;
        app.MapPost("/api/{method}", (string method) => Results.Text(
            method == "users.info"
                ? """{"ok":true,"user":{"id":"U0BENCH01","team_id":"T0BENCH01","name":"alice","deleted":false,"is_bot":false}}"""
                : $$"""{"ok":true,"channel":"C0BENCH000","ts":"1.{{Interlocked.Increment(ref posts):000000}}","message_ts":"1.{{posts:000000}}","team_id":"T0BENCH01","user_id":"U0BOT"}""",
            "application/json"));
        await app.StartAsync();
        return app;
    }
}
