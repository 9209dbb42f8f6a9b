using Shouldly;
using Xunit;

namespace Architecture.Tests;

/// <summary>design: Messages, Allocation &lt;- Actors &lt;- Seed, NodeHost; Messages, Allocation &lt;- Client &lt;- Driver; only X knows Y.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Muster.Messages"] = [],
        ["Muster.Allocation"] = [],
        ["Muster.Actors"] = ["Muster.Messages", "Muster.Allocation"],
        ["Muster.Client"] = ["Muster.Messages"],
        ["Muster.RoleLoggers"] = [],
        ["muster"] = ["Muster.Client", "Muster.Messages", "Muster.Allocation"],
        ["muster-seed"] = ["Muster.Actors", "Muster.Messages"],
        ["muster-node"] = ["Muster.Actors", "Muster.Messages"],
    };

    public static TheoryData<string> Assemblies => [.. MayReference.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Arrows_point_one_way(string assembly)
    {
        using var code = Read(assembly);
        var ours = code.Assemblies.Where(a => a.StartsWith("muster", StringComparison.OrdinalIgnoreCase));
        ours.Except(MayReference[assembly], StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
    }

    [Fact]
    public void Only_Ranks_starts_processes_in_the_cluster()
    {
        string[] starters = ["System.Diagnostics.Process::", "System.Diagnostics.ProcessStartInfo::"];
        Offenders(["Muster.Messages", "Muster.Actors", "Muster.Client", "muster-seed", "muster-node"],
            m => !m.IsText && starters.Any(s => m.What.StartsWith(s, StringComparison.Ordinal)) && !Harmless(m),
            allowed: "Muster.Actors.Ranks").ShouldBeEmpty();

        static bool Harmless(Mention m) => m.What is "System.Diagnostics.Process::GetCurrentProcess" or "System.Diagnostics.Process::get_Id"
            or "System.Diagnostics.Process::get_StartTime";
    }

    [Fact]
    public void Only_Allocation_knows_Slurm() =>
        // `muster doctor` tells what it finds on the site; it decides nothing by it.
        Offenders([.. MayReference.Keys], m => m.IsText && m.What.Contains("SLURM_", StringComparison.Ordinal) && !m.InType.StartsWith("Muster.Driver.Doctor.", StringComparison.Ordinal),
            allowed: "Muster.Actors.Allocation").ShouldBeEmpty();

    [Fact]
    public void Only_Logs_knows_GELF() =>
        Offenders(["Muster.Actors", "Muster.Client", "muster-node"], m => m.IsText && m.What.Contains("gelf", StringComparison.OrdinalIgnoreCase), allowed: "Muster.Actors.Logs")
            .ShouldBeEmpty();

    [Fact]
    public void Only_Seed_has_a_web_server()
    {
        foreach (var assembly in MayReference.Keys.Where(a => a != "muster-seed"))
        {
            using var code = Read(assembly);
            code.Assemblies.Where(a => a.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).ShouldBeEmpty(assembly);
        }
    }

    [Fact]
    public void Actors_do_not_block()
    {
        string[] blocking = ["System.Threading.Thread::Sleep", "System.Threading.Tasks.Task::Wait", "System.Threading.Tasks.Task::WaitAll"];
        Offenders(["Muster.Messages", "Muster.Actors"], m => !m.IsText && blocking.Contains(m.What), allowed: "-").ShouldBeEmpty();
    }

    [Fact]
    public void The_reader_sees_what_code_mentions()
    {
        using var code = Read("Architecture.Tests");
        var mentions = code.Mentions().ToList();
        mentions.ShouldContain(m => m.IsText && m.What == "System.Diagnostics.Process::");
        mentions.ShouldContain(m => !m.IsText && m.What == "System.IO.File::OpenRead" && m.InType == "Architecture.Tests.CodeReferences");
    }

    private static List<string> Offenders(string[] assemblies, Func<Mention, bool> forbidden, string allowed)
    {
        var found = new List<string>();
        foreach (var assembly in assemblies)
        {
            using var code = Read(assembly);
            found.AddRange(code.Mentions().Where(forbidden)
                .Where(m => !m.InType.StartsWith(allowed, StringComparison.Ordinal))
                .Select(m => $"{assembly}: {m.InType} mentions {m.What}"));
        }

        return found;
    }

    private static CodeReferences Read(string assembly) => new(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
}
