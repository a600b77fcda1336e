using System.Diagnostics;
using System.IO.Compression;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Building;

/// <summary>
/// A small repository with this one's <c>dev</c> and build settings, a program of one file, and a package feed in a folder. Nothing of it
/// touches the network, this repository or the caches of whoever runs the tests.
/// </summary>
internal sealed class DevFixture : IDisposable
{
    private const string Project = "{7A0D8F1C-2B53-4E0B-9C57-0F6B7C7D1E11}";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly string _root = Directory.CreateTempSubdirectory("backoutbot-dev-").FullName;

    public DevFixture()
    {
        foreach (string file in (string[])["dev", "Directory.Build.props", "Directory.Build.targets"])
        {
            File.Copy(Path.Combine(Plans.Repository(), file), Path.Combine(_root, file));
        }

        Write("BackoutBot.sln", $"""

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}"}") = "BackoutBot", "src\BackoutBot\BackoutBot.csproj", "{Project}"
            EndProject
            Global
            	GlobalSection(SolutionConfigurationPlatforms) = preSolution
            		Release|Any CPU = Release|Any CPU
            	EndGlobalSection
            	GlobalSection(ProjectConfigurationPlatforms) = postSolution
            		{Project}.Release|Any CPU.ActiveCfg = Release|Any CPU
            		{Project}.Release|Any CPU.Build.0 = Release|Any CPU
            	EndGlobalSection
            EndGlobal
            """);
        Write("nuget.config", """<configuration><packageSources><clear /><add key="feed" value="feed" /></packageSources></configuration>""");
        Write("src/BackoutBot/BackoutBot.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><AssemblyName>backoutbot</AssemblyName><GenerateDocumentationFile>false</GenerateDocumentationFile><NamesVendorPackages>true</NamesVendorPackages></PropertyGroup>
              <ItemGroup><PackageReference Include="AWSSDK.Vendor" /></ItemGroup>
            </Project>
            """);
        Write("src/BackoutBot/Program.cs", """
            using System.Reflection;

            System.Console.WriteLine("0.1.0");
            foreach (var said in typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
            {
                System.Console.WriteLine(said.Key == "StandIn" ? $"  {said.Value} stand-in" : $"  {said.Value}");
            }
            """);
        Write("standins/AWSSDK.Vendor/AWSSDK.Vendor.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        Directory.CreateDirectory(Path.Combine(_root, "feed"));
    }

    /// <summary>Puts a version of the vendor's package onto the feed.</summary>
    public void Offer(string version)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(_root, "feed", $"AWSSDK.Vendor.{version}.nupkg"), ZipArchiveMode.Create);
        using (StreamWriter nuspec = new(package.CreateEntry("AWSSDK.Vendor.nuspec").Open()))
        {
            nuspec.Write($"""<package><metadata><id>AWSSDK.Vendor</id><version>{version}</version><authors>a</authors><description>d</description></metadata></package>""");
        }

        // Any library will do.
        _ = package.CreateEntryFromFile(Path.Combine(AppContext.BaseDirectory, "xunit.abstractions.dll"), "lib/netstandard2.0/AWSSDK.Vendor.dll");
    }

    /// <summary>Pins the package that the program refers to.</summary>
    public void Pin(string version) => Write("Directory.Packages.props", $"""
        <Project>
          <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
          <ItemGroup>
            <PackageVersion Include="AWSSDK.Vendor" Version="{version}" />
          </ItemGroup>
        </Project>
        """);

    /// <summary>Runs <c>./dev</c>.</summary>
    /// <returns>Its exit code and what it said on the error output.</returns>
    public async Task<(int ExitCode, string Said)> RunAsync(string command)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(_root, "dev"), command]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_root, "packages");
        // No process of the build is to outlive it.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["CONFIGURATION"] = "Release";
        using Process process = Process.Start(start)!;
        using CancellationTokenSource late = new(Deadline);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(late.Token);
            string said = await process.StandardError.ReadToEndAsync(late.Token);
            string printed = await output;
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, process.ExitCode == 0 ? said : said + printed);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
