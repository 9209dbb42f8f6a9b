using Muster.Actors.Ranks;
using Muster.Actors.Telemetry.Kernel;
using Muster.Messages.Ranks;
using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

/// <summary>CPU, memory and I/O of each rank of this node, together with the processes it has started.</summary>
internal sealed class RankSampler(RunningRanks running, string proc) : IDisposable
{
    private const double TicksPerSecond = 100;  // of the kernel's counts, on every machine Muster runs on
    private const int MostBelow = 64;

    private readonly Dictionary<RunningRank, Watched> _watched = [];
    private readonly List<RunningRank> _gone = [];
    private readonly List<int> _below = [];

    /// <summary>Adds the ranks to a sample.</summary>
    public void Take(NodeSample sample, double seconds, ref byte[] buffer)
    {
        foreach (var watched in _watched.Values)
            watched.Seen = false;
        foreach (var (rank, pid) in running.Now)
        {
            if (sample.Ranks.Count == NodeSampler.MostRanks)
            {
                sample.MoreRanks++;
                continue;
            }
            var watched = _watched.GetValueOrDefault(rank);
            if (watched?.Pid != pid)
            {
                watched?.Dispose();
                _watched[rank] = watched = new Watched(pid, proc);
            }
            watched.Seen = true;
            if (Sample(watched, seconds, ref buffer) is not { } told)
                continue;
            told.Key = new RunKey { Run = rank.Run, Attempt = rank.Attempt };
            told.Rank = rank.Rank;
            sample.Ranks.Add(told);
        }
        _gone.Clear();
        foreach (var (rank, watched) in _watched)
            if (!watched.Seen)
                _gone.Add(rank);
        foreach (var rank in _gone)
        {
            _watched[rank].Dispose();
            _watched.Remove(rank);
        }
    }

    public void Dispose()
    {
        foreach (var watched in _watched.Values)
            watched.Dispose();
    }

    // Null when it has ended meanwhile.
    private RankSample? Sample(Watched watched, double seconds, ref byte[] buffer)
    {
        var own = ProcessReading.Parse(watched.Stat is null ? default : watched.Stat.Read(ref buffer));
        if (!own.Lives)
            return null;
        var io = ProcessReading.ParseIo(watched.Io is null ? default : watched.Io.Read(ref buffer));
        var (ticks, pages) = (own.Ticks, own.ResidentPages);
        _below.Clear();
        Below(watched.Children, ref buffer);
        for (var i = 0; i < _below.Count; i++)
        {
            var folder = $"{proc}/{_below[i]}";
            using var stat = ProcFile.TryOpen($"{folder}/stat");
            using var file = ProcFile.TryOpen($"{folder}/io");
            using var children = ProcFile.TryOpen($"{folder}/task/{_below[i]}/children");
            var reading = ProcessReading.Parse(stat is null ? default : stat.Read(ref buffer));
            var more = ProcessReading.ParseIo(file is null ? default : file.Read(ref buffer));
            io = new Traffic(io.In + more.In, io.Out + more.Out);
            ticks += reading.Ticks;
            pages += reading.ResidentPages;
            Below(children, ref buffer);
        }
        var told = new RankSample { Pid = watched.Pid, ResidentBytes = pages * Environment.SystemPageSize };
        if (watched.Before is { } before)
        {
            // What children used is added to their parent only when they have ended: in between the sum may fall.
            told.CpuPercent = (float)(seconds <= 0 ? 0 : Math.Max(0, ticks - before.Ticks) / TicksPerSecond / seconds * 100);
            (told.Read, told.Written) = io.PerSecondSince(before.Io, seconds);
        }
        watched.Before = (ticks, io);
        return told;
    }

    private void Below(ProcFile? children, ref byte[] buffer)
    {
        if (children is null)
            return;
        var scan = new Scan(children.Read(ref buffer));
        while (_below.Count < MostBelow && scan.Word() is { IsEmpty: false } word)
            _below.Add((int)Math.Min(int.MaxValue, Scan.Number(word)));
    }

    private sealed class Watched(int pid, string proc) : IDisposable
    {
        public int Pid => pid;

        public bool Seen { get; set; }

        public ProcFile? Stat { get; } = ProcFile.TryOpen($"{proc}/{pid}/stat");

        public ProcFile? Io { get; } = ProcFile.TryOpen($"{proc}/{pid}/io");

        /// <summary>Those that its first thread has started: what a script runs, one after the other.</summary>
        public ProcFile? Children { get; } = ProcFile.TryOpen($"{proc}/{pid}/task/{pid}/children");

        public (long Ticks, Traffic Io)? Before { get; set; }

        public void Dispose()
        {
            Stat?.Dispose();
            Io?.Dispose();
            Children?.Dispose();
        }
    }
}
