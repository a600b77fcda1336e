using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BackoutBot.Slack.Tests.Manifests;

/// <summary>What the adapter uses of SlackNet, read from its compiled metadata: what is not called is not there.</summary>
internal static class AdapterUse
{
    /// <summary>The Web API's members that are called, such as <c>IChatApi.Update</c>.</summary>
    public static IReadOnlySet<string> ApiMembers { get; } = Read(metadata => metadata.MemberReferences
        .Select(metadata.GetMemberReference)
        .Where(member => member.Parent.Kind is HandleKind.TypeReference)
        .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), Member: metadata.GetString(member.Name)))
        .Where(use => metadata.GetString(use.Type.Namespace) == "SlackNet.WebApi" && metadata.GetString(use.Type.Name) is ['I', .., 'A', 'p', 'i'])
        .Select(use => $"{metadata.GetString(use.Type.Name)}.{use.Member}"));

    /// <summary>The classes of events that are named.</summary>
    public static IReadOnlySet<string> Events { get; } = Read(metadata => metadata.TypeReferences
        .Select(metadata.GetTypeReference)
        .Where(type => metadata.GetString(type.Namespace) == "SlackNet.Events")
        .Select(type => metadata.GetString(type.Name))
        .Where(name => name is not ("Event" or "EventCallback" or "EventRequest" or "UrlVerification" or "MessageEventBase" or "AppHomeTab")));

    private static HashSet<string> Read(Func<MetadataReader, IEnumerable<string>> read)
    {
        using PEReader assembly = new(File.OpenRead(typeof(SlackOptions).Assembly.Location));
        return [.. read(assembly.GetMetadataReader())];
    }
}
