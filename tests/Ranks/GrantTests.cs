using Muster.Actors.Allocation;
using Muster.Actors.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

/// <summary>What a host was granted, from files and variables as they were seen on machines with these kernels, batch systems and drivers.</summary>
public sealed class GrantTests : IDisposable
{
    private const long GiB = 1L << 30;

    private readonly string _root = Directory.CreateTempSubdirectory("muster-grant").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Limits_of_version_2_count_from_the_group_upwards()
    {
        File("proc/self/cgroup", "0::/system.slice/slurmstepd.scope/job_7/step_0\n");
        File("sys/fs/cgroup/system.slice/slurmstepd.scope/job_7/memory.max", $"{8 * GiB}\n");
        File("sys/fs/cgroup/system.slice/slurmstepd.scope/job_7/step_0/memory.max", "max\n");
        File("sys/fs/cgroup/system.slice/slurmstepd.scope/job_7/step_0/cpu.max", "max 100000\n");
        File("sys/fs/cgroup/system.slice/cpu.max", "350000 100000\n");
        CgroupLimits.Read(_root).ShouldBe(new CgroupLimits(8 * GiB, 3.5));
    }

    [Fact]
    public void Limits_of_version_1_count_too_and_its_largest_number_is_no_limit()
    {
        File("proc/self/cgroup", "4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n0::/\n");
        File("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "9223372036854771712\n");
        File("sys/fs/cgroup/memory/memory.limit_in_bytes", $"{GiB}\n");
        File("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_quota_us", "-1\n");
        File("sys/fs/cgroup/cpu/docker/abc/cpu.cfs_period_us", "100000\n");
        CgroupLimits.Read(_root).ShouldBe(new CgroupLimits(GiB, null));
    }

    [Fact]
    public void A_machine_without_limits_has_none() => CgroupLimits.Read(_root).ShouldBe(new CgroupLimits(null, null));

    [Fact]
    public void The_batch_system_s_word_is_read()
    {
        Step(("SLURM_CPUS_ON_NODE", "6"), ("SLURM_MEM_PER_NODE", "4096"), ("SLURM_STEP_GPUS", "2,3"), ("SLURM_JOB_GPUS", "0-3")).ShouldBe(6, 4 * GiB, [2, 3]);
        Step(("SLURM_CPUS_ON_NODE", "4"), ("SLURM_MEM_PER_CPU", "512"), ("SLURM_JOB_GPUS", "gpu:0,1")).ShouldBe(4, 2 * GiB, [0, 1]);
        Step(("NCPUS", "3")).ShouldBe(3, null, null);
        Step().ShouldBe(null, null, null);
    }

    [Fact]
    public void The_least_of_all_sources_is_the_grant()
    {
        var nothing = new CgroupLimits(null, null);
        var free = new StepGrant(null, null, null);
        var all = NodeGrant.Of([0, 1, 2, 3], 8 * GiB, nothing, free, []);
        (all.Slots, all.CoresCounted, all.MemoryBytes).ShouldBe((4, false, 8 * GiB));
        // Slurm without affinity or control groups: a number of cores, but which?
        var counted = NodeGrant.Of([0, 1, 2, 3], 8 * GiB, nothing, new StepGrant(2, 3 * GiB, null), []);
        (counted.Slots, counted.CoresCounted, counted.MemoryBytes).ShouldBe((2, true, 3 * GiB));
        // A test cluster whose nodes claim more than the machine has.
        NodeGrant.Of([0, 1], GiB, nothing, new StepGrant(32, null, null), []).Slots.ShouldBe(2);
        NodeGrant.Of([0, 1, 2, 3], 8 * GiB, new CgroupLimits(GiB, 0.5), free, []).Slots.ShouldBe(1);
    }

    [Fact]
    public void NVIDIA_s_GPUs_are_found_by_the_driver_s_files_and_narrowed_by_masks_and_grants()
    {
        Nvidia("0000:3b:00.0", 1, "GPU-bbbb", numa: 0);
        Nvidia("0000:18:00.0", 0, "GPU-aaaa", numa: 0);
        Nvidia("0000:af:00.0", 2, "GPU-cccc", numa: 1);
        // Taken away by a device control group: the file is not there.
        Nvidia("0000:d8:00.0", 3, "GPU-dddd", numa: 1, device: false);
        Gpus().ShouldBe(["GPU-aaaa", "GPU-bbbb", "GPU-cccc"]);
        GpuInventory.Find(_ => null, null, _root).Select(g => (g.Vendor, g.Model, g.Numa)).ShouldBe([("nvidia", "NVIDIA H100", 0), ("nvidia", "NVIDIA H100", 0), ("nvidia", "NVIDIA H100", 1)]);
        Gpus(granted: [0, 2]).ShouldBe(["GPU-aaaa", "GPU-cccc"]);
        Gpus(mask: "2,0").ShouldBe(["GPU-cccc", "GPU-aaaa"]);
        Gpus(mask: "GPU-bb").ShouldBe(["GPU-bbbb"]);
        Gpus(mask: "0,-1,1").ShouldBe(["GPU-aaaa"]);
        Gpus(mask: "NoDevFiles").ShouldBeEmpty();
        Gpus(mask: "").ShouldBeEmpty();
    }

    [Fact]
    public void GPUs_the_driver_has_not_named_yet_go_by_their_place_on_the_bus()
    {
        Nvidia("0000:3b:00.0", 0, "GPU-????????-????", numa: -1);
        Nvidia("0000:18:00.0", 1, "GPU-????????-????", numa: -1);
        Gpus().ShouldBe(["0", "1"]);
        var environment = new Dictionary<string, string>();
        GpuEnvironment.AddTo(environment, GpuInventory.Find(_ => null, null, _root), ["1"]);
        environment.ShouldBe(new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = "1", ["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID" }, ignoreOrder: true);
    }

    [Fact]
    public void AMD_s_GPUs_are_found_by_the_kernel_s_compute_nodes()
    {
        File("sys/class/kfd/kfd/topology/nodes/0/properties", "cpu_cores_count 64\nsimd_count 0\ndrm_render_minor 0\n");
        File("sys/class/kfd/kfd/topology/nodes/1/properties", "cpu_cores_count 0\nsimd_count 440\ndrm_render_minor 128\nlocation_id 49408\ndomain 0\nunique_id 18446744073709551615\n");
        File("sys/class/kfd/kfd/topology/nodes/1/name", "aldebaran\n");
        File("sys/class/kfd/kfd/topology/nodes/2/properties", "simd_count 440\ndrm_render_minor 129\nlocation_id 50688\ndomain 0\n");
        File("sys/bus/pci/devices/0000:c1:00.0/numa_node", "3\n");
        File("dev/dri/renderD128", "");
        File("dev/dri/renderD129", "");
        var gpus = GpuInventory.Find(_ => null, null, _root);
        gpus.Select(g => (g.Id, g.Vendor, g.Model, g.Numa)).ShouldBe([("0", "amd", "aldebaran", 3), ("1", "amd", "", -1)]);
        GpuInventory.Find(name => name == "ROCR_VISIBLE_DEVICES" ? "1" : null, null, _root).Select(g => g.Id).ShouldBe(["1"]);
        var environment = new Dictionary<string, string>();
        GpuEnvironment.AddTo(environment, gpus, []);
        environment["ROCR_VISIBLE_DEVICES"].ShouldBe("");
    }

    [Fact]
    public void A_machine_without_GPUs_has_none_and_sets_no_variable()
    {
        Gpus(mask: "0").ShouldBeEmpty();
        var environment = new Dictionary<string, string>();
        GpuEnvironment.AddTo(environment, [], []);
        environment.ShouldBeEmpty();
    }

    [Fact]
    public void Granted_cores_are_told_by_NUMA_domain()
    {
        File("sys/devices/system/node/node0/cpulist", "0-3\n");
        File("sys/devices/system/node/node1/cpulist", "4-7\n");
        File("sys/devices/system/node/has_cpu", "0-1\n");
        Machine.NumaDomains([2, 3, 4], _root).Select(d => $"{d.Id}: {string.Join(',', d.Cores)}").ShouldBe(["0: 2,3", "1: 4"]);
        Machine.NumaDomains([2, 3], "/nowhere").Single().Cores.ShouldBe([2, 3]);
    }

    [Fact]
    public void Resource_limits_are_checked_by_name()
    {
        ResourceLimits.NumberOf("nofile").ShouldBe(7u);
        ResourceLimits.FaultOf([new() { Name = "nofile", Soft = 10, Hard = 20 }, new() { Name = "core", Soft = 0, Hard = -1 }]).ShouldBeNull();
        ResourceLimits.FaultOf([new() { Name = "files" }])!.ShouldContain("'files' is no resource limit");
        ResourceLimits.FaultOf([new() { Name = "core", Soft = 2, Hard = 1 }])!.ShouldContain("above its hard limit");
        ResourceLimits.FaultOf([new() { Name = "core" }, new() { Name = "core" }])!.ShouldContain("twice");
    }

    private IEnumerable<string> Gpus(string? mask = null, int[]? granted = null) =>
        GpuInventory.Find(name => name == "CUDA_VISIBLE_DEVICES" ? mask : null, granted, _root).Select(g => g.Id);

    private void Nvidia(string bus, int minor, string uuid, int numa, bool device = true)
    {
        File($"proc/driver/nvidia/gpus/{bus}/information", $"Model: \t\t NVIDIA H100\nIRQ:   \t\t 58\nGPU UUID: \t {uuid}\nBus Location: \t {bus}\nDevice Minor: \t {minor}\nGPU Excluded:\t No\n");
        File($"sys/bus/pci/devices/{bus}/numa_node", $"{numa}\n");
        if (device)
            File($"dev/nvidia{minor}", "");
    }

    private static StepAnswer Step(params (string Name, string Value)[] variables) =>
        new(StepGrant.Read(name => variables.FirstOrDefault(v => v.Name == name).Value));

    private void File(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
    }

    private sealed record StepAnswer(StepGrant Grant)
    {
        public void ShouldBe(int? cores, long? memory, int[]? gpus)
        {
            Grant.Cores.ShouldBe(cores);
            Grant.MemoryBytes.ShouldBe(memory);
            Grant.Gpus.ShouldBe(gpus);
        }
    }
}
