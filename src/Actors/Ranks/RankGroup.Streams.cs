using Akka.Actor;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Fences, streams and the end.</summary>
internal sealed partial class RankGroup
{
    private void Step(FenceStep? step)
    {
        switch (step)
        {
            case FenceStep.Up up:
                foreach (var (puts, more) in FenceTree.Parts(up.Puts))
                    _hosts[_fences.Parent].Tell(new FenceEntered { Key = Key, Fence = up.Fence, NodeIndex = _start.NodeIndex, Puts = { puts }, More = more });
                break;
            case FenceStep.Down down:
                foreach (var (puts, more) in FenceTree.Parts(down.Puts))
                    Complete(new FenceCompleted { Key = Key, Fence = down.Fence, Puts = { puts }, More = more });
                break;
        }
    }

    private void OnFenceCompleted(FenceCompleted completed)
    {
        if (_fences.Completed(completed.Fence, completed.More))
            Complete(completed);
    }

    private void Complete(FenceCompleted completed)
    {
        PassDown(completed);
        _io.CompleteBarrier(_number, completed.Puts, completed.More);
    }

    private static readonly TimeSpan ResendPatience = TimeSpan.FromSeconds(2);
    private const int LongestPause = 8;

    private bool _storedSomething;
    private int _silentTicks;
    private int _pause = 1;

    private void Hand(LineBatch batch) => _parser.Tell(batch, Self);

    private void OnUseParser(UseParser use)
    {
        _parser = Resolve(use.Path);
        ResendKept();
    }

    // A batch or the answer to it may be lost with a connection or a parser. What is stored twice the result actor ignores; so the only harm of sending too
    // often is the load, and the pauses grow as long as nothing is stored.
    private void ResendWhenSilent()
    {
        if (_storedSomething || _books.Values.All(b => !b.Kept.Any()))
        {
            (_storedSomething, _silentTicks, _pause) = (false, 0, 1);
            return;
        }
        if (++_silentTicks < _pause)
            return;
        (_silentTicks, _pause) = (0, Math.Min(LongestPause, _pause * 2));
        ResendKept();
    }

    private void ResendKept()
    {
        foreach (var batch in _books.Values.SelectMany(b => b.Kept))
            Hand(batch);
    }

    private void OnStreamEnded(GroupNews.StreamEnded ended)
    {
        var book = _books[ended.Rank];
        if (ended.HeldOpen)
            book.Drop(0, 0, "a process the rank left behind kept its stdout open; what it wrote after the patience is not counted");
        Hand(book.Add(ended.Rest, end: true));
        SettleOrSweep();
    }

    private void OnStored(Stored stored)
    {
        if (!_books.TryGetValue(stored.Rank, out var book))
            return;
        var before = book.LastStored;
        var bytes = book.Stored(stored.Number);
        _storedSomething |= book.LastStored > before;
        if (bytes > 0)
            _io.Credit(_number, stored.Rank, bytes);
        if (!_reported)
            return;
        Timers.StartSingleTimer(StoreSilent.Instance, StoreSilent.Instance, StoreSilence);
        StopWhenDone();
    }

    // All ranks ended: what they left behind goes too. At once when their streams are done; else whoever holds one has the patience.
    private void SettleOrSweep()
    {
        if (_ended < LocalRanks)
            return;
        if (_books.Values.All(b => b.Ended))
            BeginSweep();
        else if (!_sweeping)
            Timers.StartSingleTimer(Sweep.Instance, Sweep.Instance, TimeSpan.FromMilliseconds(GroupPlanner.PatienceOf(_start)));
        Settle();
    }

    private void BeginSweep()
    {
        if (_sweeping || _gone)
            return;
        _sweeping = true;
        _io.Stop(_number, Signals.Terminate, GroupPlanner.PatienceOf(_start));
    }

    private void OnGone()
    {
        _gone = true;
        Settle();
    }

    private void Settle()
    {
        if (_reported || !_gone || _ended < LocalRanks || _books.Values.Any(b => !b.Ended))
            return;
        _reported = true;
        _log.GroupEnded(Key, _strays.Count);
        _io.Forget(_number);
        if (_refusal != null)
        {
            Report(new GroupReport { Refused = new GroupRefused { Key = Key, Node = _settings.Node, Reason = _refusal } });
        }
        else
        {
            var message = new NodeGroupEnded { Key = Key, Node = _settings.Node };
            message.Accounts.AddRange(_books.Values.OrderBy(b => b.Rank).Select(b => b.Account()));
            message.Strays.AddRange(_strays);
            _over = new GroupReport { NodeEnded = message };
            Report(_over);
        }
        Timers.StartSingleTimer(StoreSilent.Instance, StoreSilent.Instance, StoreSilence);
    }

    // Nothing to store, nothing to report, and nobody below who reports through this node.
    private void StopWhenDone()
    {
        if (_reported && _reports.Count == 0 && (_openBelow.Count == 0 || _producerGone) && _books.Values.All(b => b.Finished))
            Context.Stop(Self);
    }

    private void GiveUp()
    {
        _log.StoreSilent(Key, StoreSilence);
        Context.Stop(Self);
    }
}
