using Akka.Actor;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

// What is too old or too much is removed, the oldest first, and only what is over: written down first, deleted then.
public sealed partial class JournalKeeper
{
    private static readonly TimeSpan BoundsPause = TimeSpan.FromMinutes(1);

    /// <summary>The parent is told this when submissions that were over are gone.</summary>
    public sealed record Removed(IReadOnlyCollection<string> Submissions);

    private sealed record KeepBounds
    {
        public static readonly KeepBounds Instance = new();
    }

    private void BeginBounds(IEnumerable<RunRecord> records)
    {
        foreach (var record in records)
            _holdings.Note(record);
        TryKeepBounds();
        if (_bounds != StoreBounds.None)
            Timers.StartPeriodicTimer(KeepBounds.Instance, KeepBounds.Instance, BoundsPause);
    }

    /// <summary>Removes what must go. Answers by how many bytes the store is too large still.</summary>
    private long TryKeepBounds()
    {
        try
        {
            // Also what an earlier coordinator had written down and not deleted yet.
            DeleteGone();
            return _bounds == StoreBounds.None ? 0 : Remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.BoundsNotKept(e);
            return 0;
        }
    }

    private long Remove()
    {
        var (held, bytes) = _holdings.Measure();
        var gone = _bounds.Choose(held, bytes, Now());
        if (gone.Count > 0)
        {
            var record = new RunRecord { AtUs = Now(), Removed = new RemovedRecord { Submissions = { gone.Select(g => g.Id) }, NextRun = _holdings.NextRun } };
            _journal!.Append([record]);
            _journal.Flush();
            if (_journal.IsSuperseded)
            {
                Context.Parent.Tell(Superseded);
                return 0;
            }
            Note([record]);
            Context.Parent.Tell(new Removed([.. gone.Select(g => g.Id)]));
            DeleteGone();
            _log.RunsRemoved(gone.Count, gone.Sum(g => g.Bytes));
        }
        return _bounds.Bytes is { } most ? Math.Max(0, bytes - gone.Sum(g => g.Bytes) - most) : 0;
    }

    private void DeleteGone() => _holdings.DeleteGone(gone => _database?.Remove(gone.FirstRun, gone.Count));

    private static long Now() => Context.System.Scheduler.Now.ToUnixTimeMilliseconds() * 1000;
}
