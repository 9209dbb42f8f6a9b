using System.Collections.Concurrent;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>A rank that runs on this node.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Attempt">Of which attempt.</param>
/// <param name="Rank">Its number.</param>
public readonly record struct RunningRank(long Run, int Attempt, int Rank);

/// <summary>The ranks that run on this node with their process ids: groups write it, the node's monitor reads it. Not more true than a moment ago.</summary>
public sealed class RunningRanks
{
    private readonly ConcurrentDictionary<RunningRank, int> _pids = new();

    /// <summary>Who runs now.</summary>
    public IEnumerable<KeyValuePair<RunningRank, int>> Now => _pids;

    /// <summary>It runs.</summary>
    public void Add(RunKey key, int rank, int pid) => _pids[new RunningRank(key.Run, key.Attempt, rank)] = pid;

    /// <summary>It has ended.</summary>
    public void Remove(RunKey key, int rank) => _pids.TryRemove(new RunningRank(key.Run, key.Attempt, rank), out _);
}
