using System.Reflection;
using System.Xml.Linq;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Architecture;

/// <summary>Stand-ins are as thin as they can be (docs/vendor-sdks.md): what nothing uses is not there.</summary>
public sealed class StandInMembersTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_public_member_of_a_stand_in_is_used_by_src_or_tests()
    {
        string[] standIns = StandIns();
        HashSet<string> used = [.. BuiltAssembly.AllIn("src").Concat(BuiltAssembly.AllIn("tests")).Concat(standIns.Select(name => BuiltAssembly.Of($"standins/{name}"))).SelectMany(assembly => assembly.Members)];

        string[] unused = [.. standIns.SelectMany(name => Unused(Assembly.Load(name), used))];

        Assert.True(unused.Length == 0, $"Nothing in src/ or tests/ uses these; remove them, or say in {nameof(IsForced)} why they must be there:\n{string.Join('\n', unused)}");
    }

    [Fact]
    public void Every_public_member_of_what_the_stand_ins_share_is_used_by_them()
    {
        string[] standIns = StandIns();
        HashSet<string> used = [.. standIns.Select(name => BuiltAssembly.Of($"standins/{name}")).SelectMany(assembly => assembly.Members)];

        string[] unused = standIns.Length == 0 ? [] : [.. Unused(Assembly.Load("AwsWire"), used)];

        Assert.True(unused.Length == 0, $"No stand-in uses these: {string.Join('\n', unused)}");
    }

    /// <summary>The packages that the feed lacks; none where it has all.</summary>
    private static string[] StandIns()
    {
        string file = Path.Combine(Plans.Repository(), "standins", "missing.props");
        return File.Exists(file)
            ? [.. XDocument.Load(file).Descendants("StandIn").SelectMany(item => item.Attribute("Include")!.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]
            : [];
    }

    private static IEnumerable<string> Unused(Assembly assembly, HashSet<string> used)
    {
        string name = assembly.GetName().Name!;
        bool Uses(Type type, string member) => used.Contains($"{name}|{type.FullName}|{member}");
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            // The compiler puts a constant's value in its place and forgets where it was from.
            if (type is { IsAbstract: true, IsSealed: true } && type.GetFields(Declared).All(field => field.IsLiteral) && type.GetMethods(Declared).Length == 0)
            {
                continue;
            }

            // Declared for its name only, so that a clash with it is seen: SlackPublicNamesTests.
            if (!Uses(type, string.Empty) && IsNameOnly(type))
            {
                continue;
            }

            if (!Uses(type, string.Empty))
            {
                yield return $"{name}: {type.FullName}";
                continue;
            }

            foreach (MemberInfo member in type.GetMembers(Declared).Where(IsVisible).Where(member => !IsForced(member)))
            {
                string[] spellings = member switch
                {
                    PropertyInfo property => [$"get_{property.Name}", $"set_{property.Name}"],
                    _ => [member.Name],
                };

                // A call by the interface uses the class's member too.
                if (!spellings.Any(spelling => Uses(type, spelling) || type.GetInterfaces().Where(other => other.Assembly == assembly).Any(other => Uses(other, spelling))))
                {
                    yield return $"{name}: {type.FullName}.{member.Name}";
                }
            }
        }
    }

    private static bool IsNameOnly(Type type) =>
        type.Namespace!.Split('.')[0] == "SlackNet" && type.GetMembers(Declared).All(member => member is ConstructorInfo || member.Name == "value__");

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    private static bool IsForced(MemberInfo member) => member switch
    {
        // Accessors are judged with their property.
        MethodInfo { IsSpecialName: true, Name: var name } when name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) => true,

        // A delegate's methods are the compiler's.
        MethodInfo { DeclaringType.BaseType: { } parent } when parent == typeof(MulticastDelegate) => true,

        // The compiler puts an enumeration's value in its place and forgets where it was from.
        FieldInfo { DeclaringType.IsEnum: true } => true,

        // SlackNet calls the handlers by them.
        MethodInfo { DeclaringType: { IsInterface: true, Namespace: "SlackNet.Interaction" } } => true,

        // AWSSDK.Core declares them and calls them.
        MethodInfo method when method.GetBaseDefinition() != method => true,
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(accessor => accessor.GetBaseDefinition() != accessor) => true,

        // A base class is made by what derives from it.
        ConstructorInfo { IsFamily: true } => true,

        // Slack's discriminator: the serialiser writes it, and reads the class from it.
        PropertyInfo { Name: "Type", DeclaringType.Namespace: { } space } when space.StartsWith("SlackNet", StringComparison.Ordinal) => true,

        // A class that is only handed out must still be made by its own assembly, and the compiler writes this one by itself.
        ConstructorInfo constructor when constructor.GetParameters().Length == 0 => true,

        // AWSSDK.Core makes exceptions by this shape when it reads an error.
        ConstructorInfo { DeclaringType: var type } when typeof(Exception).IsAssignableFrom(type) => true,

        // The reader of the wire makes constants by this name, and the conversion belongs to the vendor's pattern.
        MethodInfo { Name: "FindValue" or "op_Implicit", DeclaringType.BaseType.FullName: "Amazon.Runtime.ConstantClass" } => true,

        // AWSSDK.Core's ConstantClass: a value that came over the wire is made by its text.
        ConstructorInfo { DeclaringType.BaseType.FullName: "Amazon.Runtime.ConstantClass" } => true,
        _ => false,
    };
}
