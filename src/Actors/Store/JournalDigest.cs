using Muster.Messages.Ranks;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store;

/// <summary>What of a run journal a replay needs. Pure: replaying the digest leads where replaying the whole does.</summary>
public static class JournalDigest
{
    private const int EventsInARecord = 1_000;

    /// <summary>The digest, in an order that can be replayed. The whole story of every run stays; what is only the way to it goes.</summary>
    public static IReadOnlyList<RunRecord> Of(IReadOnlyList<RunRecord> records)
    {
        var removed = records.Where(r => r.RecordCase == RunRecord.RecordOneofCase.Removed).SelectMany(r => r.Removed.Submissions).ToHashSet();
        var facts = new Facts(records, removed);
        var digest = new List<RunRecord>();
        var events = new Dictionary<string, RunRecord>();
        foreach (var record in records)
        {
            if (facts.IsNeeded(record))
                digest.Add(record);
            else if (record.RecordCase == RunRecord.RecordOneofCase.Events && !removed.Contains(record.Events.Submission))
                Gather(record, digest, events);
        }
        if (removed.Count > 0)
            digest.Insert(0, facts.Removal(records));
        return digest;
    }

    // Events of a submission keep their order; where they stand among other records does not matter, as long as the submission comes first.
    private static void Gather(RunRecord record, List<RunRecord> digest, Dictionary<string, RunRecord> open)
    {
        if (!open.TryGetValue(record.Events.Submission, out var gathered) || gathered.Events.Events.Count >= EventsInARecord)
        {
            open[record.Events.Submission] = gathered = new RunRecord { AtUs = record.AtUs, Events = new EventsRecord { Submission = record.Events.Submission } };
            digest.Add(gathered);
        }
        gathered.Events.Events.Add(record.Events.Events);
    }

    private sealed class Facts
    {
        private readonly HashSet<long> _over = [];
        private readonly List<(long First, long End)> _gone = [];
        private readonly HashSet<string> _removed;
        private readonly RunRecord? _lastCoordinator;
        private readonly RunRecord? _highestPuid;

        public Facts(IReadOnlyList<RunRecord> records, HashSet<string> removed)
        {
            _removed = removed;
            foreach (var record in records)
            {
                switch (record.RecordCase)
                {
                    case RunRecord.RecordOneofCase.Submitted when removed.Contains(record.Submitted.Request.Submission):
                        _gone.Add((record.Submitted.FirstRun, record.Submitted.FirstRun + record.Submitted.Request.Count));
                        break;
                    case RunRecord.RecordOneofCase.CoordinatorStarted when _lastCoordinator is null || record.CoordinatorStarted.Epoch >= _lastCoordinator.CoordinatorStarted.Epoch:
                        _lastCoordinator = record;
                        break;
                    case RunRecord.RecordOneofCase.AttemptStarted when _highestPuid is null || EndOf(record.AttemptStarted) > EndOf(_highestPuid.AttemptStarted):
                        _highestPuid = record;
                        break;
                    case RunRecord.RecordOneofCase.Ended:
                        _over.Add(record.Ended.Summary.Run);
                        break;
                }
            }
        }

        public bool IsNeeded(RunRecord record) => record.RecordCase switch
        {
            RunRecord.RecordOneofCase.CoordinatorStarted => record == _lastCoordinator,
            RunRecord.RecordOneofCase.Submitted => !_removed.Contains(record.Submitted.Request.Submission),
            RunRecord.RecordOneofCase.Cancelled => !_removed.Contains(record.Cancelled.Submission),
            // Process numbers go on from the highest that was given out.
            RunRecord.RecordOneofCase.AttemptStarted => !IsGone(record.AttemptStarted.Key.Run) && (!_over.Contains(record.AttemptStarted.Key.Run) || record == _highestPuid),
            RunRecord.RecordOneofCase.AttemptEnded => !IsGone(record.AttemptEnded.Run),
            RunRecord.RecordOneofCase.Ended => !IsGone(record.Ended.Summary.Run),
            RunRecord.RecordOneofCase.Resumed => true,
            _ => false,
        };

        /// <summary>Numbers that were given out to what is gone are not given out again.</summary>
        public RunRecord Removal(IReadOnlyList<RunRecord> records)
        {
            var earlier = records.Where(r => r.RecordCase == RunRecord.RecordOneofCase.Removed).Select(r => r.Removed).ToArray();
            return new RunRecord
            {
                AtUs = records[^1].AtUs,
                Removed = new RemovedRecord
                {
                    NextRun = Math.Max(earlier.Max(r => r.NextRun), _gone.Select(g => g.End).DefaultIfEmpty(0).Max()),
                    NextPuid = Math.Max(earlier.Max(r => r.NextPuid), _highestPuid is null ? 0 : EndOf(_highestPuid.AttemptStarted)),
                },
            };
        }

        private static long EndOf(AttemptRecord started) => started.PuidBase + started.Shares.Sum(s => (long)s.Ranks.Count);

        private bool IsGone(long run) => _gone.Exists(g => run >= g.First && run < g.End);
    }
}
