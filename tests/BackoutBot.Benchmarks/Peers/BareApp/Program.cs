// The peer of the start-up and memory benchmarks: the least that an ASP.NET Core application can be.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/readyz", () => "hello");
app.Run();
