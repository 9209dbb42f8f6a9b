using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Muster.Slurm.Tests;

/// <summary>A slurmd that binds tasks to cores (task/affinity): a host must get the whole grant or refuse.</summary>
public sealed class GrantTests(BindingNode slurm, ITestOutputHelper output) : IClassFixture<BindingNode>, IDisposable
{
    private readonly Jobs _jobs = new(slurm, output);

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task One_core_of_many_is_refused_with_the_line_that_is_right()
    {
        Environment.ProcessorCount.ShouldBeGreaterThan(1);
        using var srun = _jobs.On("ctl", "timeout", "120", "salloc", "-N1", "srun", "-n1", "-c1", "--overlap", "--cpu-bind=cores", Jobs.Muster, "host");
        (await srun.EndedAsync(130)).ShouldBe(3, srun.Everything);
        srun.Everything.ShouldContain($"may use 1 core of {Environment.ProcessorCount} cores that job");
        srun.Everything.ShouldContain($"--cpus-per-task={Environment.ProcessorCount} --cpu-bind=none --mem=0 muster host");
    }

    [Fact]
    public async Task The_printed_line_gives_a_host_all_cores()
    {
        await _jobs.SubmitAsync("node0", $"""
            $({Jobs.Muster} srun-line) &
            {Jobs.Muster} run --runs 1 --ranks {Environment.ProcessorCount} -- {Jobs.Alltoall}
            code=$?
            {Jobs.Muster} down
            exit $code
            """);
        (await _jobs.EndedAsync()).ShouldBe(0, _jobs.Printed);
    }
}
