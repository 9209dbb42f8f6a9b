using Akka.Actor;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Ranks without MPI that fail are started again, a bounded number of times, after a pause that grows.</summary>
internal sealed partial class RankGroup
{
    private const int FirstPauseMs = 100;
    private const int LongestPauseMs = 60_000;

    private readonly Dictionary<int, int> _restarts = [];
    private readonly Dictionary<int, int> _openStreams = [];  // of ranks to be started again: streams whose end is still to come

    private bool TryRestart(GroupNews.Reaped reaped, string reason)
    {
        var plan = _plan!.Ranks.First(r => r.Rank == reaped.Rank);
        var done = _restarts.GetValueOrDefault(reaped.Rank);
        // Whoever joined its group by PMI is awaited there and cannot come twice.
        if (plan.Restart is not { } policy || done >= policy.Most || reaped.Phase != PmiPhase.Silent || _wardenGone != null)
            return false;
        _restarts[reaped.Rank] = done + 1;
        var pause = PauseBefore(policy, done);
        _log.RankRestarts(Key, reaped.Rank, reason, done + 1, policy.Most, pause);
        _openStreams[reaped.Rank] = _channels.Keys.Count(c => c.Rank == reaped.Rank);
        Timers.StartSingleTimer(new RestartDue(reaped.Rank), new RestartDue(reaped.Rank), TimeSpan.FromMilliseconds(pause));
        return true;
    }

    /// <summary>The pause doubles with each restart, up to a minute.</summary>
    internal static int PauseBefore(RestartPolicy policy, int done) =>
        (int)Math.Min(LongestPauseMs, (long)(policy.DelayMs > 0 ? policy.DelayMs : FirstPauseMs) << Math.Min(done, 20));

    private void OnRestartDue(RestartDue due)
    {
        if (!_openStreams.TryGetValue(due.Rank, out var open))
            return;
        if (open > 0)
        {
            // What it left behind still holds its stdout; the stream's patience ends that.
            Timers.StartSingleTimer(due, due, TimeSpan.FromMilliseconds(FirstPauseMs));
            return;
        }
        _openStreams.Remove(due.Rank);
        var plan = _plan!.Ranks.First(r => r.Rank == due.Rank);
        _io.StartAgain(_number, plan with { Spawn = plan.Spawn with { Id = _nextId() } });
    }

    /// <summary>True when the rank's stream goes on after a restart: this end is not its last.</summary>
    private bool GoesOn(GroupNews.StreamEnded ended)
    {
        if (!_openStreams.TryGetValue(ended.Rank, out var open))
            return false;
        _openStreams[ended.Rank] = open - 1;
        if (ended.Rest.Data.Length > 0)
            // What the next one writes begins a line of its own.
            Add(_channels[(ended.Rank, ended.Stream)], ended.Rest with { CutLine = true });
        return true;
    }

    private void GiveUpRestarts()
    {
        foreach (var (rank, open) in _openStreams.ToArray())
        {
            _openStreams.Remove(rank);
            Timers.Cancel(new RestartDue(rank));
            _ended.Add(rank);
            ReportOwn(new GroupReport
            {
                RankEnded = new RankEnded { Key = Key, Node = _settings.Node, Rank = rank, Reason = "ended and was not started again", StoppedByUs = true, Restarts = _restarts[rank] - 1 },
            });
            if (open == 0)
                EndChannels(rank);
        }
    }

    private sealed record RestartDue(int Rank);
}
