namespace Muster.Driver.Verbs;

/// <summary>Examples shown below the help of each verb.</summary>
internal static class Examples
{
    private static readonly Dictionary<string, IReadOnlyList<string>> ByVerb = new()
    {
        [""] =
        [
            "muster demo                                        the example workflow: 5 runs of 4 ranks over two nodes",
            "muster run --ranks 8 -- ./solver input.dat         one cluster for this call, ended after it",
            "muster up --nodes 3 --detach                       a cluster that stays; `muster down` ends it",
        ],
        ["demo"] = ["muster demo", "muster demo --output json > demo.json"],
        ["up"] = ["muster up --nodes 3", "muster up --nodes 3 --detach --run-dir /scratch/me/cluster", "muster up --hosts machines.txt                    a host on each of them, over ssh"],
        ["down"] = ["muster down", "muster down --run-dir /scratch/me/cluster"],
        ["run"] =
        [
            "muster run --ranks 4 --runs 3 --oversubscribe -- workloads/alltoall -m 1024",
            "muster run --ranks 16 --placement block -- ./solver input.dat",
            "muster run --parse '^step (\\d+) residual (\\S+)' -- ./solver input.dat",
            "muster run --ranks 16 --timeout 2h --retries 2 --retry-on host -- ./solver",
            "muster run --ranks 16 --dry-run -- ./solver        where the ranks would go; nothing is started",
        ],
        ["shim"] =
        [
            "muster shim ./solver input.dat                     4 workers, each runs it once; everything is in muster-shim_*.log",
            "muster shim --num-workers 8 --retries 5 --retry-on signal,exit-code --timeout 1m ./solver --verbose",
            "muster shim --local ./solver                       on this machine alone",
        ],
        ["runs"] = ["muster runs", "muster runs --output json | jq '.runs[] | select(.state == \"failed\")'"],
        ["show"] = ["muster show 3", "muster show 3 --output json"],
        ["nodes"] = ["muster nodes"],
        ["top"] = ["muster top", "muster top --plain --interval 200ms --samples 10"],
        ["telemetry"] =
        [
            "muster telemetry --data mnist --epochs 1           two SciPy and two PyTorch workers, and what every node does meanwhile",
            "muster telemetry --scipy-workers 8 --mnist-workers 4 --no-cuda --data /shared/mnist",
        ],
        ["srun-line"] = ["$(muster srun-line) &                              in a batch script: hosts on all nodes; `muster run` behind it"],
        ["cleanup"] = ["muster cleanup --dry-run", "muster cleanup --run-dir /scratch/me/cluster"],
        ["check"] = ["muster config check hocon/seed.conf", "muster config check my.conf --output json"],
        ["test"] = ["./muster test", "./muster test quick"],
        ["build"] = ["./muster build"],
        ["pack"] = ["./muster pack", "./muster pack /shared/software"],
        ["doctor"] = ["muster doctor", "muster doctor --output json"],
    };

    public static IReadOnlyList<string> Of(string verb) => ByVerb.TryGetValue(verb, out var examples) ? examples : [];
}
