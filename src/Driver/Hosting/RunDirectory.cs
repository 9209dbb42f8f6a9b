using System.Globalization;
using System.Net.Sockets;
using Akka.Actor;
using Muster.Messages;

namespace Muster.Driver.Hosting;

/// <summary>The run directory of one cluster: access file, logs, store.</summary>
internal static class RunDirectory
{
    /// <summary>Where run directories are made outside an allocation, below the working directory.</summary>
    public const string Parent = "muster-runs";

    public const string Variable = "MUSTER_RUN_DIR";

    /// <summary>A new directory below ./muster-runs, named by time and process so that names sort by age.</summary>
    public static string Create(string workingDirectory, DateTimeOffset now, int pid)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{pid}");
        var path = Path.Combine(workingDirectory, Parent, name);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Where new run directories go: beside the submitted script in an allocation, which the nodes share.</summary>
    public static string ParentOf(string workingDirectory) => InAllocation.Read()?.SubmitDirectory ?? workingDirectory;

    /// <summary>A directory that was named for a new cluster. What an earlier cluster says about itself must not mislead the new hosts.</summary>
    public static string Take(string option, string workingDirectory)
    {
        var path = Path.GetFullPath(option, workingDirectory);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (HostRecord.Living(path) is { Count: > 0 } living)
            throw Refusal.Before($"{path} still has hosts of an earlier cluster: {string.Join(", ", living.Select(h => $"{h.Name} (pid {h.Pid})"))}. End them with `muster down --run-dir {path}`.");
        File.Delete(AccessFile.PathIn(path));
        return path;
    }

    /// <summary>The run directory that was named, else the newest, if it has a store; null when there is none.</summary>
    public static string? WithStore(string? option, string? variable, string workingDirectory)
    {
        var named = !string.IsNullOrEmpty(option) ? option : variable;
        var parent = Path.Combine(workingDirectory, Parent);
        string[] candidates = !string.IsNullOrEmpty(named) ? [Path.GetFullPath(named, workingDirectory)]
            : Directory.Exists(parent) ? [.. Directory.GetDirectories(parent).OrderByDescending(Path.GetFileName, StringComparer.Ordinal)]
            : [];
        return Array.Find(candidates, directory => Path.Combine(directory, "store") is var store && Directory.Exists(store) && Directory.EnumerateFiles(store, "runs.*.journal").Any());
    }

    public static string LogOf(string runDirectory, string host) => Path.Combine(runDirectory, "logs", host + ".out");

    /// <summary>Candidates in the order they count: what was named, else what the environment names, else all below ./muster-runs, newest first.</summary>
    public static (IReadOnlyList<string> Candidates, bool Named) Candidates(string? option, string? variable, string workingDirectory)
    {
        if (!string.IsNullOrEmpty(option))
            return ([Path.GetFullPath(option, workingDirectory)], true);
        if (!string.IsNullOrEmpty(variable))
            return ([Path.GetFullPath(variable, workingDirectory)], true);
        var allocation = InAllocation.Read();
        var parent = Path.Combine(ParentOf(workingDirectory), Parent);
        IEnumerable<string> byAge = Directory.Exists(parent) ? Directory.GetDirectories(parent).OrderByDescending(Path.GetFileName, StringComparer.Ordinal) : [];
        // The hosts of this very job come before everything else.
        string[] own = allocation is null ? [] : [allocation.RunDirectory(workingDirectory)];
        return (own.Concat(byAge).Distinct().Where(directory => File.Exists(AccessFile.PathIn(directory))).ToList(), false);
    }

    /// <summary>
    /// The cluster to talk to. A directory that was named must hold one that answers; without a name, dead ones are passed over and told.
    /// </summary>
    public static async Task<FoundCluster> FindAsync(
        string? option, string? variable, string workingDirectory, Func<AccessFile, Task<bool>> answers)
    {
        var (candidates, named) = Candidates(option, variable, workingDirectory);
        var dead = new List<string>();
        foreach (var directory in candidates)
        {
            AccessFile? access;
            try
            {
                access = AccessFile.TryRead(directory);
            }
            catch (InvalidDataException e) when (!named)
            {
                dead.Add(e.Message);
                continue;
            }
            catch (InvalidDataException e)
            {
                throw Refusal.Before(e.Message);
            }

            if (access is null)
            {
                dead.Add($"{directory} holds no {AccessFile.FileName}");
                continue;
            }

            if (await answers(access).ConfigureAwait(false))
                return new FoundCluster(directory, access, dead);
            dead.Add($"the seed of {directory} (pid {access.SeedPid} on {access.SeedMachine}, {access.Seed}) does not answer: that cluster has ended");
        }

        return new FoundCluster(null, null, dead);
    }

    /// <summary>True when somebody listens where the access file says that a host is which may hold the coordinator.</summary>
    public static async Task<bool> SeedListensAsync(AccessFile access)
    {
        var seeds = access.Hosts.Where(host => host.Roles.Contains(WellKnown.SeedRole)).Select(host => (host.Address, Pid: (int?)host.Pid));
        var listening = await Task.WhenAll(seeds.Append((access.Seed, access.SeedPid)).Distinct().Select(seed => ListensAsync(access, seed.Item1, seed.Item2))).ConfigureAwait(false);
        return listening.Contains(true);
    }

    private static async Task<bool> ListensAsync(AccessFile access, string at, int? pid)
    {
        if (access.SeedMachine == Environment.MachineName && access.Seed == at && !Directory.Exists($"/proc/{pid}"))
            return false;
        var address = Address.Parse(at);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port ?? 0, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>What the search for a cluster found, and which dead ones it met on the way.</summary>
internal sealed record FoundCluster(string? Directory, AccessFile? Access, IReadOnlyList<string> Dead)
{
    /// <summary>The access file, or a refusal that says where was looked.</summary>
    public AccessFile Required => Access ?? throw Refusal.Lost(
        Dead.Count > 0 ? "no cluster answers." : "no cluster runs here. Start one with `muster up`, or name its run directory with --run-dir.",
        Dead);
}
