using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using BackoutBot.Hosting;

namespace BackoutBot.CommandLine;

/// <summary><c>backoutbot --version</c>: the version by itself on the first line, then what was built in of the vendors.</summary>
internal sealed class VersionText(VendorPackages packages) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        foreach (string line in packages.Lines)
        {
            output.WriteLine($"  {line}");
        }

        return 0;
    }
}
