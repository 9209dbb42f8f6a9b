using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>`muster srun-line` in an allocation, by the variables that Slurm sets. Nothing is started.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SrunLineTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    private async Task<Running> PrintAsync(string[] options, params (string Name, string Value)[] variables)
    {
        var line = _scene.Start(Checkout.Muster, ["srun-line", .. options], environment =>
        {
            environment["SLURM_JOB_ID"] = "77";
            environment["SLURM_JOB_NODELIST"] = "n[1-3]";
            environment["SLURM_JOB_NUM_NODES"] = "3";
            environment["SLURM_JOB_CPUS_PER_NODE"] = "64(x2),32";
            foreach (var (name, value) in variables)
                environment[name] = value;
        });
        await line.EndedAsync();
        return line;
    }

    [Fact]
    public async Task The_line_asks_for_what_the_job_was_granted()
    {
        var line = await PrintAsync([]);
        var text = line.Out.ShouldHaveSingleItem(line.Everything);
        text.ShouldStartWith("srun -N3 -n3 --ntasks-per-node=1 --overlap --no-kill --cpus-per-task=32 ");
        text.ShouldContain(" --cpu-bind=none ");
        text.ShouldContain(" --mem=0 ");
        text.ShouldEndWith(" host");
    }

    [Fact]
    public async Task The_network_of_a_sites_profile_stands_in_the_line()
    {
        var site = Path.Combine(_scene.Here, "site");
        await File.WriteAllTextAsync(site, "mpi = openmpi\nnetwork = 10.1.0.0/16\n");
        (await PrintAsync([], ("MUSTER_SITE", site))).Out.ShouldHaveSingleItem().ShouldEndWith(" host --network 10.1.0.0/16");
        (await PrintAsync(["--network", "10.2.0.0/16"], ("MUSTER_SITE", site))).Out.ShouldHaveSingleItem().ShouldEndWith(" host --network 10.2.0.0/16");
    }

    [Fact]
    public async Task A_node_list_that_does_not_parse_is_refused()
    {
        var wrong = await PrintAsync([], ("SLURM_JOB_NODELIST", "n[1-3"));
        (await wrong.EndedAsync()).ShouldBe(2, wrong.Everything);
        wrong.Out.ShouldBeEmpty();
        wrong.Everything.ShouldContain("n[1-3");
    }
}
