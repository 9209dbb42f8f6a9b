using Muster.Driver.Doctor;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class DoctorTests
{
    [Fact]
    public void A_machine_without_MPICH_can_still_run_and_is_told_the_cost()
    {
        var site = new MadeUpSite { Files = { "/m/native/warden", "/m/muster-seed", "/m/muster-node" } };
        var findings = Examination.Of(site);
        var mpich = findings.Single(f => f.Subject == "MPICH");
        mpich.State.ShouldBe(FindingState.Lacking);
        mpich.Cost.ShouldContain("libmpich-dev");
    }

    [Fact]
    public void Without_the_warden_no_run_can_start()
    {
        var findings = Examination.Of(new MadeUpSite());
        findings.Single(f => f.Subject == "warden").State.ShouldBe(FindingState.Broken);
        Finding.ExitCodeOf(findings).ShouldBe(1);
    }

    [Fact]
    public void What_is_missing_but_not_needed_leaves_the_exit_code_at_zero() =>
        Finding.ExitCodeOf([new Finding("x", FindingState.Lacking, "no", "little"), new Finding("y", FindingState.Good, "yes")]).ShouldBe(0);

    [Fact]
    public void Versions_are_told()
    {
        var site = new MadeUpSite { Programs = { ["mpicc.mpich"] = "", ["mpiexec.hydra"] = "", ["mpichversion"] = "MPICH Version:    \t4.0.2", ["srun"] = "slurm-wlm 22.05.8" } };
        var findings = Examination.Of(site);
        findings.Single(f => f.Subject == "MPICH").Found.ShouldBe("MPICH Version: 4.0.2");
        findings.Single(f => f.Subject == "Slurm").Found.ShouldBe("slurm-wlm 22.05.8, not inside an allocation");
    }

    [Fact]
    public void Every_missing_thing_has_a_cost()
    {
        foreach (var finding in Examination.Of(new MadeUpSite()).Where(f => f.State != FindingState.Good))
            finding.Cost.ShouldNotBeEmpty(finding.Subject);
    }

    private sealed class MadeUpSite : ISite
    {
        public HashSet<string> Files { get; } = [];

        public Dictionary<string, string> Programs { get; } = [];

        public string BaseDirectory => "/m";

        public string? Home => null;

        public string? Variable(string name) => null;

        public bool Exists(string path) => Files.Contains(path);

        public string? Which(string program) => Programs.ContainsKey(program) ? "/bin/" + program : null;

        public string? FirstLine(string program, params string[] arguments) => Programs[Path.GetFileName(program)];

        public string? Read(string path) => null;

        public bool CanListen() => true;
    }
}
