using System.Runtime.InteropServices;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks.Io;

/// <summary>
/// The rank host's hands: one loop, one warden, the groups on them. Its public members are called by actors and return at once; everything else
/// happens on the loop's thread.
/// </summary>
internal sealed class RankIo : IWardenListener, IDisposable
{
    private readonly EventLoop _loop;
    private readonly Dictionary<ulong, GroupIo> _groups = [];
    private readonly Dictionary<uint, (GroupIo Group, RankPlan Rank)> _living = [];
    private readonly Dictionary<ulong, LaunchedRanks> _launched = [];
    private readonly Dictionary<uint, LaunchedRanks> _launchers = [];
    private readonly Action<WardenEvent.Hello> _up;
    private readonly Action<string> _gone;
    private readonly string _program;
    private readonly int _patienceMs;
    private WardenLink? _warden;
    private string _why = "it is being started";

    /// <summary>
    /// Starts the loop and on it the warden. <paramref name="up"/> is called when the warden answers, <paramref name="gone"/> when it is gone or never
    /// came, which ends every group; <see cref="StartWarden"/> starts another.
    /// </summary>
    public RankIo(string wardenProgram, int wardenPatienceMs, Action<WardenEvent.Hello> up, Action<string> gone)
    {
        _program = wardenProgram;
        _patienceMs = wardenPatienceMs;
        _up = up;
        _gone = gone;
        _loop = new EventLoop("ranks", e => Lose($"the rank loop failed: {e.Message}"));
        StartWarden();
    }

    private string NoWarden => $"the warden of this node does not run ({_why})";

    /// <summary>Starts the warden where none runs.</summary>
    public void StartWarden() => _loop.Post(() =>
    {
        if (_warden != null)
            return;
        try
        {
            _warden = WardenLink.Start(_loop, this, _program, _patienceMs);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Lose(e.Message);
        }
    });

    /// <summary>Starts a group's ranks of this node. What becomes of them is told to <paramref name="tell"/>.</summary>
    public void Start(GroupPlan plan, Action<GroupNews> tell) => _loop.Post(() =>
    {
        if (_warden == null)
        {
            foreach (var rank in plan.Ranks)
                tell(new GroupNews.StartFailed(rank.Rank, NoWarden));
            tell(new GroupNews.Gone());
            return;
        }
        var group = _groups[plan.Number] = new GroupIo(_loop, plan, tell);
        if (plan.Launch is { } launch)
        {
            var launched = _launched[plan.Number] = new LaunchedRanks(_loop, group, launch, message => _warden?.Send(message));
            if (launch.Launcher is { } launcher)
                _launchers[launcher.Id] = launched;
            launched.Start();
            return;
        }
        foreach (var rank in plan.Ranks)
        {
            _living[rank.Spawn.Id] = (group, rank);
            _warden.Send(WardenWire.Spawn(rank.Spawn));
        }
    });

    /// <summary>Ends a group: the signal and those after it, each after the patience of the one before, until nobody of it is left.</summary>
    public void Stop(ulong group, int firstSignal, StopPatience patience) => _loop.Post(() =>
    {
        if (_launched.TryGetValue(group, out var launched))
            launched.Stop(firstSignal, patience);
        else
            _warden?.Send(WardenWire.Stop(group, firstSignal, patience));
    });

    /// <summary>Ends the launcher of a group's ranks, where it is on this node and still runs.</summary>
    public void EndLauncher(ulong group, StopPatience patience) => _loop.Post(() =>
    {
        if (_launched.TryGetValue(group, out var launched))
            launched.EndLauncher(patience);
    });

    /// <summary>A signal to every rank of the group, each with its process group.</summary>
    public void SignalAll(ulong group, int signal) => _loop.Post(() =>
    {
        if (_launched.TryGetValue(group, out var launched))
            launched.Signal(signal);
        foreach (var (id, on) in _living)
            if (on.Group.Plan.Number == group)
                _warden?.Send(WardenWire.Signal(id, signal));
    });

    /// <summary>Bytes of a rank's output were stored.</summary>
    public void Credit(ulong group, int rank, RankStream stream, long bytes) => _loop.Post(() =>
    {
        if (_groups.TryGetValue(group, out var io))
            io.Credit(rank, stream, bytes);
    });

    /// <summary>Bytes for the head rank's stdin.</summary>
    public void Write(ulong group, ReadOnlyMemory<byte> data, bool end) => _loop.Post(() =>
    {
        if (_groups.TryGetValue(group, out var io))
            io.Write(data, end);
    });

    /// <summary>Starts a rank that ended once more.</summary>
    public void StartAgain(ulong group, RankPlan rank) => _loop.Post(() =>
    {
        if (!_groups.TryGetValue(group, out var io))
            return;
        if (_warden == null)
        {
            io.Refused(rank.Rank, NoWarden);
            return;
        }
        _living[rank.Spawn.Id] = (io, rank);
        _warden.Send(WardenWire.Spawn(rank.Spawn));
    });

    /// <summary>A fence is complete: the new keys, in parts.</summary>
    public void CompleteBarrier(ulong group, IReadOnlyList<KeyValue> puts, bool more) => _loop.Post(() =>
    {
        if (_groups.TryGetValue(group, out var io))
            io.CompleteBarrier(puts, more);
    });

    /// <summary>What became of a rank's wish about a name.</summary>
    public void CompleteName(ulong group, int rank, NameWish wish, bool done, string port) => _loop.Post(() =>
    {
        if (_groups.TryGetValue(group, out var io))
            io.CompleteName(rank, wish, done, port);
    });

    /// <summary>Nothing more is wanted from this group.</summary>
    public void Forget(ulong group) => _loop.Post(() =>
    {
        if (_groups.Remove(group, out var io))
            io.Close();
        if (_launched.Remove(group, out var launched))
            launched.Close();
    });

    /// <summary>Ends the loop; the warden sees its socket close and ends every rank.</summary>
    public void Dispose() => _loop.Dispose();

    void IWardenListener.Heard(WardenEvent happened, ReadOnlySpan<int> descriptors)
    {
        switch (happened)
        {
            case WardenEvent.Hello hello:
                if (hello.Version != WardenWire.Version)
                    _warden?.Refuse($"the warden {_program} speaks version {hello.Version} of its protocol, this host version {WardenWire.Version}; `make -C native` builds the right one");
                else
                    _up(hello);
                return;
            case WardenEvent.Started started when _living.TryGetValue(started.Id, out var on) && _groups.ContainsKey(on.Group.Plan.Number):
                on.Group.Started(on.Rank, started.Pid, descriptors);
                return;
            case WardenEvent.Started started when _launchers.TryGetValue(started.Id, out var launched):
                launched.LauncherStarted(descriptors);
                return;
            case WardenEvent.Refused refused when _launchers.Remove(refused.Id, out var launched):
                launched.LauncherRefused($"{refused.Stage}: {Marshal.GetPInvokeErrorMessage(refused.Error)}");
                break;
            case WardenEvent.Exited exited when _launchers.Remove(exited.Id, out var launched):
                launched.LauncherExited(exited);
                break;
            case WardenEvent.GroupGone gone when _launched.TryGetValue(gone.Group, out var launched):
                launched.LauncherGone();
                break;
            case WardenEvent.Refused refused when _living.Remove(refused.Id, out var on):
                on.Group.Refused(on.Rank.Rank, Explain(refused, on.Rank.Spawn));
                break;
            case WardenEvent.Exited exited when _living.Remove(exited.Id, out var on):
                on.Group.Exited(on.Rank.Rank, exited);
                break;
            case WardenEvent.Stray stray when _groups.TryGetValue(stray.Group, out var group):
                group.Tell(new GroupNews.Stray(stray.Pid, stray.Name));
                break;
            case WardenEvent.GroupGone gone when _groups.TryGetValue(gone.Group, out var group):
                group.Tell(new GroupNews.Gone(gone.Left));
                break;
        }
        foreach (var fd in descriptors)
            _ = Native.close(fd);
    }

    // A rank without its pipes and its PMI socket is of no use.
    void IWardenListener.HeardTruncated(WardenEvent happened)
    {
        if (happened is not WardenEvent.Started started)
            return;
        _warden?.Send(WardenWire.Signal(started.Id, Signals.Kill));
        if (_living.Remove(started.Id, out var on))
            on.Group.Refused(on.Rank.Rank, "no room for a rank's pipes in the host: Too many open files; raise its limit on open files (ulimit -n)");
    }

    void IWardenListener.Gone(string how) => Lose(how);

    internal static string Explain(WardenEvent.Refused refused, SpawnRequest spawn)
    {
        var error = Marshal.GetPInvokeErrorMessage(refused.Error);
        return refused.Stage switch
        {
            SpawnStage.Pipes => $"no pipes for a rank: {error}; raise the limit on open files (ulimit -n)",
            SpawnStage.Fork => $"no new process for a rank: {error}; see the limits on processes (ulimit -u) and memory",
            SpawnStage.Affinity => $"cannot bind a rank to core {string.Join(',', spawn.Cores)}: {error}",
            SpawnStage.Directory => $"cannot change to the directory {spawn.Directory}: {error}",
            SpawnStage.Input => $"cannot open {spawn.InputPath} for stdin: {error}",
            SpawnStage.Output => $"cannot open {spawn.OutputPath} for stdout: {error}",
            SpawnStage.Error => $"cannot open {spawn.ErrorPath} for stderr: {error}",
            SpawnStage.Exec => $"cannot execute {spawn.Program}: {error}",
            _ => $"cannot start {spawn.Program} ({refused.Stage}): {error}",
        };
    }

    private void Lose(string how)
    {
        _warden?.Close();
        (_warden, _why) = (null, how);
        _living.Clear();
        _launchers.Clear();
        foreach (var launched in _launched.Values)
            launched.Close();
        foreach (var group in _groups.Values.ToArray())
            group.WardenGone(how);
        _gone(how);
    }
}
