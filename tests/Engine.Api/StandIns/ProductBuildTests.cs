using System.Diagnostics;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Api.Tests.StandIns;

/// <summary>
/// The product must build where the real packages are. They cannot be restored here, so it is built with ActorEngine=akka against packages that
/// show the same surface: an overload that becomes ambiguous, a member that only our engine offers, a broken engine switch fail this test.
/// </summary>
public sealed class ProductBuildTests(ITestOutputHelper output) : IDisposable
{
    [Fact]
    public void The_product_builds_on_the_whole_surface_of_the_real_packages()
    {
        var home = RepositoryRoot();
        var root = Path.Combine(home, "artifacts", "stand-ins");
        var feed = new StandInFeed(root);
        feed.Write(Surface.ReadFile(Path.Combine(AppContext.BaseDirectory, "akka-api.txt")));
        Build(feed.Solution, "the stand-in packages");

        var packages = Path.Combine(root, "packages");
        var shared = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Build(Path.Combine(home, "Actors.akka.slnf"), "the product",
            "-p:ActorEngine=akka", $"-p:AkkaVersion={StandInFeed.Version}", $"-p:AkkaLoggerSerilogVersion={StandInFeed.Version}",
            "-p:ProtobufVersion=3.25.1", $"-p:OfflineFeed={feed.Folder}", $"-p:ArtifactsPath={Path.Combine(root, "product")}",
            $"-p:RestorePackagesPath={packages}", $"-p:RestoreFallbackFolders={shared}");
    }

    /// <summary>One compiler process for all projects halves the time. It is this test's own, by its pipe's name, and ends with it.</summary>
    private readonly string _compiler = $"muster-stand-ins-{Environment.ProcessId}";

    public void Dispose()
    {
        foreach (var process in Process.GetProcessesByName("dotnet").Concat(Process.GetProcessesByName("VBCSCompiler")))
        {
            using (process)
            {
                if (CommandLine(process.Id).Contains($"-pipename:{_compiler}\0", StringComparison.Ordinal)) process.Kill();
            }
        }
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            // It ended in between.
            return "";
        }
    }

    private void Build(string target, string what, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", ["build", target, "-v", "q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=true", $"-p:SharedCompilationId={_compiler}", .. options])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        using var build = Process.Start(start)!;
        var text = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        output.WriteLine(text);
        var errors = text.Split('\n').Where(l => l.Contains(": error ", StringComparison.Ordinal)).Distinct().Take(30);
        build.ExitCode.ShouldBe(0, $"{what} did not build:\n{string.Join('\n', errors)}");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
