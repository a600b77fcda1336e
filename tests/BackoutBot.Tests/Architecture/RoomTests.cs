using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Architecture;

/// <summary>The chat adapters have the same rooms (docs/architecture.md), so that who knows one finds their way in the others.</summary>
public sealed class RoomTests
{
    private static readonly string[] Rooms = ["Gate", "Inbound", "Outbound", "People", "Rendering"];

    [Theory]
    [InlineData("Slack")]
    [InlineData("Teams")]
    [InlineData("Console", "Assets", "Backouts", "Pages")]
    public void Given_a_chat_adapter_then_it_has_the_rooms_of_all_and_no_others_but_the_consoles_own(string adapter, params string[] own) =>
        Assert.Equal([.. Rooms.Concat(own).Order(StringComparer.Ordinal)], FoldersOf($"src/BackoutBot.{adapter}"));

    private static string[] FoldersOf(string project) =>
    [
        .. Directory.GetDirectories(Path.Combine(Plans.Repository(), project))
            .Where(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetFileName(folder))
            .Except(["bin", "obj"], StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
