using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public sealed class SiteProfileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("mpii = mpich", 1, "'mpii' is no option of run, up, demo, resume, shim, srun-line")]
    [InlineData("# of the site\n\nmpi = lam", 3, "--mpi names 'lam'; it must be one of 'auto', 'mpich', 'openmpi', 'none'")]
    [InlineData("mpi", 1, "'mpi' is not understood; write a line as: mpi = openmpi")]
    [InlineData("mpi =", 1, "is not understood")]
    [InlineData("--mpi = mpich", 1, "'--mpi' is no option")]
    [InlineData("network = 10.1", 1, "--network is '10.1'; write it like 10.1.0.0/16")]
    [InlineData("bind = core\nbind = none", 2, "'bind' stands in line 1 already")]
    [InlineData("site = other.conf", 1, "'site' is no option")]
    [InlineData("help = true", 1, "'help' is no option")]
    [InlineData("run-dir = a\nslots = many", 2, "--slots is 'many'")]
    public async Task A_line_that_is_wrong_is_named_with_its_number_by_every_verb(string text, int line, string message)
    {
        await File.WriteAllTextAsync(_file, text);
        foreach (var call in new string[][] { ["run", "--site", _file, "--", "./no-such-program"], ["srun-line", "--site", _file], ["config", "show", "--site", _file] })
        {
            var (exit, _, error) = await CallAsync(call);
            exit.ShouldBe(ExitCode.Refused);
            error.ShouldContain($"{_file} line {line}: ");
            error.ShouldContain(message);
        }
    }

    [Fact]
    public async Task A_default_counts_where_the_command_line_says_nothing()
    {
        await File.WriteAllTextAsync(_file, "launcher-option = --mpi=pmi2\n");
        // The profile's line alone is refused for what the option itself refuses: it has come through.
        (await CallAsync("run", "--site", _file, "--", "true")).Error.ShouldContain("--launcher-option goes with --launcher");
        await File.WriteAllTextAsync(_file, "restarts = 2\nlauncher = srun\n");
        (await CallAsync("run", "--site", _file, "--", "true")).Error.ShouldContain("srun starts its ranks once");
        (await CallAsync("run", "--launcher", "/opt/mpirun", "--site", _file, "--", "true")).Error.ShouldContain("/opt/mpirun starts its ranks once");
        // Behind two dashes nothing is ours.
        (await CallAsync("run", "--site", _file, "--", "true", "--launcher", "mpirun")).Error.ShouldContain("srun starts its ranks once");
    }

    [Fact]
    public async Task Options_that_repeat_may_stand_on_several_lines_and_the_verb_takes_only_what_it_has()
    {
        await File.WriteAllTextAsync(_file, "env = A=1\nenv = B=2 3\nlimit = core=0\nnetwork = 10.1.0.0/16\nbind = numa\noversubscribe = true\n");
        // Accepted as a whole: what is refused is the program.
        (await CallAsync("run", "--site", _file, "--", "./no-such-program")).Error.ShouldContain("program './no-such-program' does not exist");
        // This verb has none of them but --network.
        (await CallAsync("srun-line", "--site", _file)).Error.ShouldContain("this is no Slurm allocation");
    }

    [Fact]
    public async Task Config_show_prints_each_default_with_its_line()
    {
        await File.WriteAllTextAsync(_file, "# ours\nmpi = openmpi\n\n  network=10.1.0.0/16\n");
        var (exit, output, _) = await CallAsync("config", "show", "site", "--site", _file);
        exit.ShouldBe(ExitCode.Done);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe([$"site.mpi = openmpi # {_file} line 2", $"site.network = 10.1.0.0/16 # {_file} line 4"]);
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_named()
    {
        var (exit, _, error) = await CallAsync("run", "--site", _file + ".none", "--", "true");
        exit.ShouldBe(ExitCode.Refused);
        error.ShouldContain($"the site's profile {_file}.none, named by --site or MUSTER_SITE, cannot be read");
    }

    [Theory]
    [InlineData("--detach", "up", "--hosts", "h", "--detach")]
    [InlineData("--keep", "run", "--hosts", "h", "--keep", "--", "true")]
    public async Task Hosts_over_ssh_cannot_be_left_behind(string option, params string[] call)
    {
        var (exit, _, error) = await CallAsync(call);
        exit.ShouldBe(ExitCode.Refused);
        error.ShouldContain($"{option} does not go with --hosts");
    }

    [Theory]
    [InlineData("a b=2", "line 1: 'b=2' is not understood")]
    [InlineData("# none\n", "names no host")]
    [InlineData("a slots=0", "line 1: 'slots=0' is not understood")]
    public async Task A_host_file_that_does_not_parse_is_refused_with_the_line(string text, string message)
    {
        await File.WriteAllTextAsync(_file, text);
        var (exit, _, error) = await CallAsync("up", "--hosts", _file);
        exit.ShouldBe(ExitCode.Refused);
        error.ShouldContain($"--hosts: {_file}");
        error.ShouldContain(message);
    }

    private static async Task<(int Exit, string Out, string Error)> CallAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var exit = await Cli.RunAsync(arguments, new Terminal(output, error, interactive: false));
        return (exit, output.ToString(), error.ToString());
    }
}
