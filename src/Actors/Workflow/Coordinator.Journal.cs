using Akka.Actor;
using Muster.Actors.Store;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// What is promised and what became of it. The records of a turn are written as one, beside the coordinator; what followers see waits until it is kept.
public sealed partial class Coordinator
{
    private readonly IActorRef _journal;
    private readonly List<RunRecord> _records = [];
    private readonly Queue<(long Number, IReadOnlyList<(EventLog Log, long Last)> News)> _unshown = new();
    private readonly Dictionary<long, (SubmissionRecord Record, IActorRef Driver)> _submitting = [];
    private long _writes;
    private bool _journalFails;

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (IsPutOut())
            return true;
        var handled = base.AroundReceive(receive, message);
        WriteRecords();
        return handled;
    }

    private void ReceiveJournalNews()
    {
        Receive<JournalKeeper.Kept>(OnKept);
        Receive<JournalKeeper.Refused>(OnRefused);
        Receive<JournalKeeper.Unusable>(OnJournalUnusable);
        Receive<JournalKeeper.Removed>(removed => _book.Forget(removed.Submissions));
    }

    private void Record(RunRecord record)
    {
        record.AtUs = Context.NowMicros();
        _records.Add(record);
    }

    /// <summary>Events come behind the records of the turn that made them, in the same frame.</summary>
    private void WriteRecords()
    {
        var news = new List<(EventLog, long)>();
        foreach (var submission in _book.TakeWithNews())
        {
            var events = submission.Events.TakeUnsaved();
            if (events.Count == 0)
                continue;
            Record(new RunRecord { Events = new EventsRecord { Submission = submission.Id, Events = { events } } });
            news.Add((submission.Events, events[^1].Number));
        }
        if (_records.Count == 0)
            return;
        var write = new JournalKeeper.Write(++_writes, _records.ToArray(), Flush: false, Refusable: false);
        _records.Clear();
        if (news.Count > 0)
            _unshown.Enqueue((write.Number, news));
        _journal.Tell(write);
    }

    private void OnKept(JournalKeeper.Kept kept)
    {
        if (_journalFails)
            _log.JournalWorks();
        _journalFails = false;
        if (_submitting.Remove(kept.Number, out var submitting))
            Accept(submitting.Record, submitting.Driver);
        while (_unshown.TryPeek(out var next) && next.Number <= kept.Number)
        {
            foreach (var (log, last) in next.News)
                log.Show(last);
            _unshown.Dequeue();
        }
        AnswerFollowers();
    }

    private void OnRefused(JournalKeeper.Refused refused)
    {
        if (!_journalFails)
            _log.JournalFailed(refused.Cause);
        _journalFails = true;
        if (_submitting.Remove(refused.Number, out var submitting))
        {
            Refuse(
                submitting.Driver,
                submitting.Record.Request.Submission,
                RefusalCode.StoreFailed,
                $"The store {_settings.StoreDirectory} cannot be written, so the runs could not be remembered: {refused.Cause.Message} Make room or make it writable, and submit again.");
        }
    }

    private void OnJournalUnusable(JournalKeeper.Unusable unusable)
    {
        _log.JournalUnusable(unusable.Reason);
        _settings.OnUnusable(unusable.Reason);
        Timers.CancelAll();
        Become(() => ReceiveAny(_ => { }));
    }

    private void Replay(RunRecord record)
    {
        switch (record.RecordCase)
        {
            case RunRecord.RecordOneofCase.CoordinatorStarted:
                _epoch = Math.Max(_epoch, record.CoordinatorStarted.Epoch);
                _formerHosts = [.. record.CoordinatorStarted.Hosts];
                break;
            case RunRecord.RecordOneofCase.Submitted:
                _book.Restore(record.Submitted.Request, record.Submitted.FirstRun, record.Submitted.Ranks, record.AtUs);
                break;
            case RunRecord.RecordOneofCase.AttemptStarted:
                var started = record.AttemptStarted;
                _nextPuid = Math.Max(_nextPuid, started.PuidBase + started.Shares.Sum(s => s.Ranks.Count));
                _book.FindByRun(started.Key.Run)?.RestoreStart(started.Key, record.AtUs);
                _attempts[started.Key.Run] = started;
                break;
            case RunRecord.RecordOneofCase.AttemptEnded:
                _book.FindByRun(record.AttemptEnded.Run)?.RestoreAttemptEnd(record.AttemptEnded.Run, record.AttemptEnded.Attempt);
                _attempts.Remove(record.AttemptEnded.Run);
                break;
            case RunRecord.RecordOneofCase.Ended:
                _book.FindByRun(record.Ended.Summary.Run)?.RestoreEnd(record.Ended);
                _attempts.Remove(record.Ended.Summary.Run);
                break;
            case RunRecord.RecordOneofCase.Cancelled:
                _book.Find(record.Cancelled.Submission)?.RestoreCancel();
                break;
            case RunRecord.RecordOneofCase.Removed:
                _book.PassOver(record.Removed.NextRun);
                _book.Forget(record.Removed.Submissions);
                _nextPuid = Math.Max(_nextPuid, record.Removed.NextPuid);
                break;
            case RunRecord.RecordOneofCase.Events:
                _book.Find(record.Events.Submission)?.Events.Restore(record.Events.Events);
                break;
        }
    }
}
