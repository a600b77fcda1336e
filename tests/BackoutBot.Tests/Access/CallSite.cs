using System.Text.RegularExpressions;
using BackoutBot.Aws.Actions;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Plan;
using BackoutBot.Aws.Reading;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BackoutBot.Tests.Access;

/// <summary>A place in the bot's code that calls AWS.</summary>
/// <param name="Folder">The namespace of the code.</param>
/// <param name="Client">The client's interface, such as <c>IAmazonRDS</c>.</param>
/// <param name="Operation">What is called, such as <c>DescribeDBInstances</c>; where the permission for it is called otherwise, that.</param>
/// <param name="Named">The IAM action that people are told of when it fails; null where the call goes round what tells them.</param>
/// <param name="Changes">Whether it is made as the role that changes things.</param>
internal sealed partial record CallSite(string Folder, string Client, string Operation, string? Named, bool Changes)
{
    /// <summary>All that there are, read from the compiled code.</summary>
    public static IReadOnlyList<CallSite> All { get; } = [.. Find(typeof(AwsPlanSection).Assembly.Location)];

    private static IEnumerable<CallSite> Find(string assembly)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
        MethodDefinition[] methods = [.. module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)];
        foreach (MethodDefinition method in methods)
        {
            // AssumeRole is made as the bot itself, before there is a role.
            foreach (MethodReference call in Calls(method.Body.Instructions).Where(call => IsClient(call.DeclaringType) && !call.DeclaringType.Name.Contains("SecurityToken", StringComparison.Ordinal)))
            {
                (string? named, bool changes) = Around(methods, method);
                yield return new CallSite(FolderOf(method.DeclaringType), call.DeclaringType.Name, PermissionOf(call.Name[..^"Async".Length]), named, changes);
            }
        }
    }

    /// <summary>HeadObject, which the client calls GetObjectMetadata, has no permission of its own (HeadObject, S3 API reference).</summary>
    private static string PermissionOf(string operation) => operation == "GetObjectMetadata" ? "GetObject" : operation;

    /// <summary>The call is a delegate, which another method gives to who makes it, with the action's name before it.</summary>
    private static (string? Named, bool Changes) Around(MethodDefinition[] methods, MethodDefinition call)
    {
        foreach (MethodDefinition method in methods)
        {
            Instruction[] code = [.. method.Body.Instructions];
            int at = Array.FindIndex(code, one => one.OpCode == OpCodes.Ldftn && (one.Operand as MethodReference)?.Resolve() == call);
            if (at < 0 || Calls(code[at..]).FirstOrDefault(IsMaker) is not { } maker)
            {
                continue;
            }

            bool reads = maker.DeclaringType.Name == nameof(AwsLook) || Calls(code[..at]).Any(one => one.DeclaringType.Name == nameof(AwsClients) && one.Name == nameof(AwsClients.Reader));
            return (code[..at].Select(one => one.Operand as string).LastOrDefault(text => text is not null && IamAction().IsMatch(text)), !reads);
        }

        return (null, true);
    }

    private static IEnumerable<MethodReference> Calls(IEnumerable<Instruction> code) =>
        code.Where(one => one.OpCode == OpCodes.Call || one.OpCode == OpCodes.Callvirt).Select(one => (MethodReference)one.Operand);

    private static bool IsClient(TypeReference type) =>
        type.Namespace.StartsWith("Amazon.", StringComparison.Ordinal) && (type.Name.StartsWith("IAmazon", StringComparison.Ordinal) || (type.Name.StartsWith("Amazon", StringComparison.Ordinal) && type.Name.EndsWith("Client", StringComparison.Ordinal)));

    private static bool IsMaker(MethodReference method) =>
        (method.DeclaringType.Name, method.Name) is (nameof(AwsLook), nameof(AwsLook.CallAsync)) or (nameof(AwsSession), nameof(AwsSession.CallAsync)) or (nameof(ActScope), nameof(ActScope.ChangeAsync));

    private static string FolderOf(TypeDefinition type) => type.DeclaringType is { } outer ? FolderOf(outer) : type.Namespace;

    [GeneratedRegex(@"^[a-z0-9]+:[A-Z]\w+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IamAction();
}
