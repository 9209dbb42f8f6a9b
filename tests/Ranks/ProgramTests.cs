using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muster-program").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Programs_are_found_as_exec_finds_them()
    {
        ProgramFile.Find("true", "/", "/nowhere:/bin").Path.ShouldBe("/bin/true");
        ProgramFile.Find("/bin/true", "/", null).Path.ShouldBe("/bin/true");
        ProgramFile.Find("./true", "/bin", null).Path.ShouldBe("/bin/true");
    }

    [Theory]
    [InlineData("nothing-of-this-name", "is not found in PATH")]
    [InlineData("./missing", "does not exist here")]
    [InlineData("/bin", "is a directory")]
    [InlineData("./text", "is not executable; chmod +x it")]
    [InlineData("text", "is not executable; chmod +x it")]
    [InlineData("", "no program was named")]
    public void What_cannot_be_started_is_said_truly(string program, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "text"), "hello");
        var (path, fault) = ProgramFile.Find(program, _folder, _folder);
        path.ShouldBeNull();
        fault!.ShouldContain(reason);
    }

    [Fact]
    public void A_missing_directory_is_named() =>
        ProgramFile.Find("true", "/nowhere/at/all", "/bin").Fault!.ShouldContain("/nowhere/at/all does not exist here");

    [Fact]
    public void The_MPI_of_a_program_is_read_from_its_libraries()
    {
        var mpich = MpiLibrary.Of(Artifacts.Workload("alltoall"), null);
        mpich.Flavor.ShouldBe(MpiFlavor.Mpich);
        mpich.UsesUcx.ShouldBeTrue();
        MpiLibrary.Of(Artifacts.Workload("alltoall.openmpi"), null).Flavor.ShouldBe(MpiFlavor.Openmpi);
        MpiLibrary.Of("/bin/true", null).Flavor.ShouldBe(MpiFlavor.None);
        MpiLibrary.Of(Artifacts.Warden, null).Flavor.ShouldBe(MpiFlavor.None);
        var script = Path.Combine(_folder, "script");
        File.WriteAllText(script, "#!/bin/sh\nexec true\n");
        MpiLibrary.Of(script, null).Flavor.ShouldBe(MpiFlavor.Auto);
    }

    [Fact]
    public void A_damaged_program_is_read_without_harm()
    {
        var bytes = File.ReadAllBytes(Artifacts.Workload("alltoall"));
        var random = new Random(5);
        for (var i = 0; i < 300; i++)
        {
            var damaged = bytes[..random.Next(64, 4096)];
            for (var j = 0; j < 20; j++)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            using var stream = new MemoryStream(damaged);
            ElfImage.Read(stream, "/");
            var whole = (byte[])bytes.Clone();
            for (var j = 0; j < 40; j++)
                whole[random.Next(Math.Min(whole.Length, 4096))] = (byte)random.Next(256);
            using var other = new MemoryStream(whole);
            ElfImage.Read(other, "/");
        }
    }

    [Theory]
    [InlineData("PATH", true)]
    [InlineData("HOME", true)]
    [InlineData("OMP_NUM_THREADS", true)]
    [InlineData("SLURM_JOB_ID", true)]
    [InlineData("SLURM_JOB_NODELIST", true)]
    [InlineData("UCX_TLS", true)]
    [InlineData("SLURM_STEP_ID", false)]
    [InlineData("SLURM_PROCID", false)]
    [InlineData("SLURM_LOCALID", false)]
    [InlineData("SLURM_CPU_BIND_TYPE", false)]
    [InlineData("PMI_FD", false)]
    [InlineData("PMIX_RANK", false)]
    [InlineData("PMI2_x", false)]
    [InlineData("DOTNET_ROOT", false)]
    [InlineData("MUSTER_RUN_DIR", false)]
    public void Ranks_inherit_what_is_not_the_host_s_own(string name, bool inherited) => RankEnvironment.IsForRanks(name).ShouldBe(inherited);

    [Fact]
    public void The_preload_is_used_only_where_the_faults_show()
    {
        var mpich = new MpiLibrary(MpiFlavor.Mpich, "libmpich.so.12.2.2", true);
        Variables(mpich, oversubscribed: false, spans: false).ShouldNotContainKey("LD_PRELOAD");
        var crowded = Variables(mpich, oversubscribed: true, spans: false);
        crowded["LD_PRELOAD"].ShouldBe("/n/libmuster_mpich.so");
        crowded["MUSTER_MPICH_YIELD"].ShouldBe("1");
        crowded.ShouldNotContainKey("MUSTER_MPICH_FINALIZE");
        Variables(mpich, oversubscribed: false, spans: true)["MUSTER_MPICH_FINALIZE"].ShouldBe("1");
        // Over TCP also within a node, and asked for without need.
        Setting(mpich, false, false).Finalizes.ShouldBeFalse();
        (Setting(mpich, false, false) with { OverTcp = true }).Finalizes.ShouldBeTrue();
        (Setting(mpich, false, false) with { YieldAsked = true }).Yields.ShouldBeTrue();
        // A build the cure was never tried on, and a user who does not want it: the run says so.
        (Setting(mpich, true, true) with { Library = mpich with { Library = "libmpich.so.12.4.1" } }).Describe().ShouldBe("MPICH (libmpich.so.12.4.1), no preload: not tried with libmpich.so.12.4.1");
        (Setting(mpich, true, true) with { NoPreload = true }).Describe().ShouldBe("MPICH (libmpich.so.12.2.2), no preload: as asked");
        Setting(mpich, true, true).Describe().ShouldBe("MPICH (libmpich.so.12.2.2), preload: yield, finalize");
        Variables(mpich with { UsesUcx = false }, oversubscribed: true, spans: true).ShouldNotContainKey("LD_PRELOAD");
        Variables(new MpiLibrary(MpiFlavor.None, "", false), true, true).ShouldBeEmpty();
        Variables(new MpiLibrary(MpiFlavor.Openmpi, "libmpi.so.40", true), true, true)["FLUX_PMI_LIBRARY_PATH"].ShouldBe("/n/libmuster_pmi.so");
    }

    [Fact]
    public void The_machine_tells_its_cores_and_names()
    {
        Machine.GrantedCores().ShouldNotBeEmpty();
        Machine.BootId().Length.ShouldBe(36);
        Machine.SharedMemoryDomain().Length.ShouldBe(16);
        Machine.MemoryBytes().ShouldBeGreaterThan(1 << 20);
    }

    private static Dictionary<string, string> Variables(MpiLibrary library, bool oversubscribed, bool spans)
    {
        var environment = new Dictionary<string, string>();
        Setting(library, oversubscribed, spans).AddTo(environment);
        return environment;
    }

    private static MpiSetting Setting(MpiLibrary library, bool oversubscribed, bool spans) =>
        new() { Size = 4, Library = library, Oversubscribed = oversubscribed, SpansNodes = spans, NativeDirectory = "/n", JobNumber = 7 };
}
