using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Architecture;

/// <summary>An assembly of this repository as it was built: what it refers to, read from its metadata without loading it.</summary>
internal sealed class BuiltAssembly
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private BuiltAssembly(string name, IReadOnlySet<string> assemblies, IReadOnlySet<string> members)
    {
        Name = name;
        References = assemblies;
        Members = members;
    }

    /// <summary>The assembly's name.</summary>
    public string Name { get; }

    /// <summary>The assemblies that it refers to.</summary>
    public IReadOnlySet<string> References { get; }

    /// <summary>The members of other assemblies that it uses, as <c>Assembly|Namespace.Type|Member</c>; a type by itself has an empty member.</summary>
    public IReadOnlySet<string> Members { get; }

    /// <summary>The assembly of a project, such as <c>src/BackoutBot.Core</c>.</summary>
    public static BuiltAssembly Of(string project, string? name = null)
    {
        string file = Path.Combine(Plans.Repository(), project, "bin", Configuration, "net10.0", (name ?? Path.GetFileName(project)) + ".dll");
        Assert.True(File.Exists(file), $"{file} is not built: build the solution first.");
        using PEReader reader = new(File.OpenRead(file));
        MetadataReader metadata = reader.GetMetadataReader();
        HashSet<string> members = [];
        foreach (TypeReference type in metadata.TypeReferences.Select(metadata.GetTypeReference))
        {
            _ = members.Add($"{Describe(metadata, type)}|");
        }

        foreach (MemberReference member in metadata.MemberReferences.Select(metadata.GetMemberReference).Where(member => member.Parent.Kind == HandleKind.TypeReference))
        {
            _ = members.Add($"{Describe(metadata, metadata.GetTypeReference((TypeReferenceHandle)member.Parent))}|{metadata.GetString(member.Name)}");
        }

        // A member that is overridden is used by whoever calls the base; the metadata of the derived class names only the type.
        foreach (TypeDefinition type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => type.BaseType.Kind == HandleKind.TypeReference))
        {
            string parent = Describe(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.BaseType));
            members.UnionWith(type.GetMethods().Select(metadata.GetMethodDefinition).Where(method => (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual).Select(method => $"{parent}|{metadata.GetString(method.Name)}"));
        }

        return new BuiltAssembly(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToHashSet(),
            members);
    }

    /// <summary>The assemblies of all projects in a folder of the repository.</summary>
    public static IReadOnlyList<BuiltAssembly> AllIn(string folder) =>
        [.. Directory.GetDirectories(Path.Combine(Plans.Repository(), folder))
            .Where(project => Directory.GetFiles(project, "*.csproj").Length > 0)
            .Select(project => Path.GetFileName(project))
            .Select(project => Of($"{folder}/{project}", project == "BackoutBot" ? "backoutbot" : null))];

    private static string Describe(MetadataReader metadata, TypeReference type)
    {
        string name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return $"{Describe(metadata, metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}+{name}";
        }

        string assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : string.Empty;
        return $"{assembly}|{metadata.GetString(type.Namespace)}.{name}";
    }
}
