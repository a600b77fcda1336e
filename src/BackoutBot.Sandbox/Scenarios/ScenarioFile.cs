using BackoutBot.Sandbox.Parts.CodeDeploy;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace BackoutBot.Sandbox.Scenarios;

/// <summary>Reads a scenario file; refuses what it does not know, and says on which line.</summary>
internal static class ScenarioFile
{
    /// <summary>The scenario that ships beside the program.</summary>
    public static string Default => Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml");

    /// <exception cref="ScenarioException">The file is missing, is not YAML, or holds a fault.</exception>
    public static Scenario Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException(path, [$"it can't be read: {e.Message}"], e);
        }

        Scenario scenario;
        YamlNode root;
        try
        {
            scenario = Deserializer().Deserialize<Scenario>(new MergingParser(new Parser(new StringReader(text))))
                ?? throw new ScenarioException(path, ["line 1: it is empty"]);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            root = stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            throw new ScenarioException(path, [$"line {e.Start.Line}: {Innermost(e).Message}"], e);
        }

        var faults = ScenarioRules.Check(scenario)
            .Select(fault => $"line {LineOf(root, fault.Path)}: {string.Join('.', fault.Path)}: {fault.Message}")
            .ToList();
        return faults.Count == 0 ? scenario : throw new ScenarioException(path, faults);
    }

    private static IDeserializer Deserializer() => new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .WithDuplicateKeyChecking()
        .Build();

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e;
    }

    // The line of the deepest node on the path that exists.
    private static long LineOf(YamlNode node, IEnumerable<string> path)
    {
        foreach (var part in path)
        {
            var next = node switch
            {
                YamlMappingNode map => map.Children.FirstOrDefault(c => (c.Key as YamlScalarNode)?.Value == part).Value,
                YamlSequenceNode list when int.TryParse(part, out var i) && i < list.Children.Count => list.Children[i],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Start.Line;
    }
}
