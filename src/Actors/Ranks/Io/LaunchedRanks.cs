using System.ComponentModel;

namespace Muster.Actors.Ranks.Io;

/// <summary>What it takes to run a group's ranks of this node under a site's launcher.</summary>
/// <param name="Door">The name of the ranks' doors, the same on every node of the group.</param>
/// <param name="Name">What the launcher is called.</param>
/// <param name="Launcher">The launcher itself, on the head node.</param>
/// <param name="Needs">What the program's MPI wants of the launcher, one of them; none: it does not matter.</param>
internal sealed record LaunchPlan(string Door, string Name, SpawnRequest? Launcher, LauncherSpeech Needs);

/// <summary>
/// A group's ranks of this node where a site's launcher starts them. Each comes as a rank-wrap to its door and is from there on a warden of one rank; on the head node
/// the launcher is a child of the node's own warden. On the loop's thread.
/// </summary>
internal sealed class LaunchedRanks
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly EventLoop _loop;
    private readonly GroupIo _group;
    private readonly LaunchPlan _launch;
    private readonly Action<byte[]> _toWarden;
    private readonly Dictionary<int, Wrapped> _ranks = [];
    private ErrorReader? _complaints;
    private bool _launcherHere;
    private bool _told;
    private int _left;

    public LaunchedRanks(EventLoop loop, GroupIo group, LaunchPlan launch, Action<byte[]> toWarden)
    {
        (_loop, _group, _launch, _toWarden) = (loop, group, launch, toWarden);
        foreach (var rank in group.Plan.Ranks)
            _ranks[rank.Rank] = new Wrapped(this, rank);
    }

    /// <summary>Opens the doors, then starts the launcher where it belongs.</summary>
    public void Start()
    {
        foreach (var rank in _ranks.Values)
            rank.Open();
        if (_launch.Launcher is not { } launcher || _ranks.Values.All(r => r.IsOver))
            return;
        _launcherHere = true;
        _toWarden(WardenWire.Spawn(launcher));
    }

    /// <summary>Ends the ranks; those that have not come need not come any more. Without ranks the launcher has nothing to do either.</summary>
    public void Stop(int firstSignal, StopPatience patience)
    {
        if (_launcherHere && _ranks.Values.All(r => !r.HasCome))
            EndLauncher(patience);
        foreach (var rank in _ranks.Values)
            rank.Stop(firstSignal, patience);
        TellWhenGone();
    }

    /// <summary>Ends what is left of the launcher.</summary>
    public void EndLauncher(StopPatience patience)
    {
        if (_launcherHere)
            _toWarden(WardenWire.Stop(_group.Plan.Number, Signals.Terminate, patience));
    }

    /// <summary>Signals each rank with its process group.</summary>
    public void Signal(int signal)
    {
        foreach (var rank in _ranks.Values)
            rank.Signal(signal);
    }

    /// <summary>The launcher runs; its stderr is kept for its end.</summary>
    public void LauncherStarted(ReadOnlySpan<int> descriptors) => _complaints = new ErrorReader(_loop, descriptors[0]);

    /// <summary>The launcher could not be started.</summary>
    public void LauncherRefused(string reason)
    {
        _launcherHere = false;
        GiveUpDoors($"{_launch.Name} could not be started: {reason}");
        TellWhenGone();
    }

    /// <summary>The launcher ended: whoever has not come will not come, and what the launcher left on this node goes.</summary>
    public void LauncherExited(WardenEvent.Exited exit)
    {
        var tail = _complaints?.Tail() ?? [];
        _complaints?.Close();
        var how = exit.Signal != 0 ? $"killed by {Signals.NameOf(exit.Signal)}" : $"exit code {exit.Code}";
        var said = tail.Count > 0 ? $": {tail[^1]}" : "";
        GiveUpDoors($"{_launch.Name} ended ({how}) without starting this rank{said}");
        _group.Tell(new GroupNews.LauncherEnded($"{_launch.Name} ended ({how}){said}"));
        EndLauncher(_group.Plan.Patience);
    }

    /// <summary>Nothing of the launcher is left on this node.</summary>
    public void LauncherGone()
    {
        _launcherHere = false;
        TellWhenGone();
    }

    /// <summary>Nothing more is wanted. A rank-wrap whose socket closes ends its rank.</summary>
    public void Close()
    {
        _told = true;
        _complaints?.Close();
        foreach (var rank in _ranks.Values)
            rank.Close();
    }

    private void GiveUpDoors(string reason)
    {
        foreach (var rank in _ranks.Values)
            rank.GiveUp(reason);
    }

    private void TellWhenGone()
    {
        if (_told || _launcherHere || !_ranks.Values.All(r => r.IsOver))
            return;
        _told = true;
        _group.Tell(new GroupNews.Gone(_left));
    }

    // One rank: awaited at its door, then at the other end of a link, then over.
    private sealed class Wrapped(LaunchedRanks of, RankPlan rank) : IWardenListener
    {
        private RankDoor? _door;
        private WardenLink? _link;
        private int _pid;
        private bool _ended;
        private bool _stopped;

        public bool IsOver => _door == null && _link == null;

        public bool HasCome { get; private set; }

        public void Open()
        {
            try
            {
                _door = RankDoor.Open(of._loop, of._launch.Door, rank.Rank, Patience, OnCame, () => GiveUp($"{of._launch.Name} did not start this rank on this node within {Patience.TotalMinutes:0} min"));
            }
            catch (Win32Exception e)
            {
                End($"no door for the rank that {of._launch.Name} starts: {e.Message}");
            }
        }

        public void GiveUp(string reason)
        {
            if (_door == null)
                return;
            _door.Close();
            _door = null;
            End(reason);
        }

        public void Stop(int firstSignal, StopPatience patience)
        {
            GiveUp("the run was stopped before this rank came");
            _stopped = true;
            _link?.Send(WardenWire.Stop(rank.Spawn.Group, firstSignal, patience));
        }

        public void Signal(int signal) => _link?.Send(WardenWire.Signal(rank.Spawn.Id, signal));

        public void Close()
        {
            _door?.Close();
            _link?.Close();
            (_door, _link) = (null, null);
        }

        void IWardenListener.Heard(WardenEvent happened, ReadOnlySpan<int> descriptors)
        {
            switch (happened)
            {
                case WardenEvent.Joined joined:
                    OnJoined(joined);
                    break;
                case WardenEvent.Started started:
                    _pid = started.Pid;
                    of._group.Started(rank, started.Pid, descriptors);
                    return;
                case WardenEvent.Refused refused:
                    End(RankIo.Explain(refused, rank.Spawn));
                    break;
                case WardenEvent.Exited exited when !_ended:
                    _ended = true;
                    of._group.Exited(rank.Rank, exited);
                    break;
                case WardenEvent.Stray stray:
                    of._group.Tell(new GroupNews.Stray(stray.Pid, stray.Name));
                    break;
                case WardenEvent.GroupGone gone:
                    of._left += gone.Left;
                    // It ends with the rank's exit code, which its launcher sees.
                    Close();
                    of.TellWhenGone();
                    break;
            }
            foreach (var fd in descriptors)
                _ = Native.close(fd);
        }

        void IWardenListener.HeardTruncated(WardenEvent happened) =>
            End("no room for a rank's pipes in the host: Too many open files; raise its limit on open files (ulimit -n)");

        void IWardenListener.Gone(string how)
        {
            _link = null;
            // Its rank died with it, by the kernel's hand.
            End($"{RankVerdict.ByLauncher} {of._launch.Name} (its rank-wrap is gone: {how})");
            of.TellWhenGone();
        }

        private void OnCame(int socket)
        {
            _door = null;
            HasCome = true;
            _link = WardenLink.Over(of._loop, this, socket);
        }

        private void OnJoined(WardenEvent.Joined joined)
        {
            if (joined.Version != WardenWire.Version)
                End($"rank-wrap speaks version {joined.Version} of its protocol, this host version {WardenWire.Version}; `make -C native` builds the right one");
            else if (of._launch.Needs != LauncherSpeech.None && (joined.Speaks & of._launch.Needs) == 0)
                End(Launchers.Mismatch(of._launch.Name, of._launch.Needs, joined.Speaks));
            else
                _link!.Send(WardenWire.Spawn(rank.Spawn));
        }

        // The rank is over, or never was.
        private void End(string reason)
        {
            _link?.Close();
            _link = null;
            if (_ended)
                return;
            _ended = true;
            if (_pid != 0)
                of._group.Exited(rank.Rank, new WardenEvent.Exited(rank.Spawn.Id, _pid, 0, Signals.Kill, _stopped, 0, 0, 0, 0), reason);
            else
                of._group.Refused(rank.Rank, reason);
        }
    }
}
