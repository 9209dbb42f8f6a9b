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
    private static readonly TimeSpan KeeperPatience = TimeSpan.FromSeconds(10);
    private const int LongestPause = 8;

    private bool _askedForParser;
    private bool _keeperSilent;

    private bool _storedSomething;
    private int _silentTicks;
    private int _pause = 1;

    private void Add(StreamChannel channel, Cut cut, bool end = false)
    {
        if (end && cut.Data.Length == 0 && _start.Late && _parser.IsNobody() && channel.TryEndSilently())
            return;
        var (batches, free) = channel.Add(cut, end);
        Hand(batches);
        if (free > 0)
            _io.Credit(_number, channel.Rank, channel.Stream, free);
    }

    private void OnKeeperGone()
    {
        foreach (var channel in _channels.Values)
            if (channel.LoseKeeper("the host that keeps outputs was lost; what it had not stored by then is not kept") is > 0 and var free)
                _io.Credit(_number, channel.Rank, channel.Stream, free);
        Settle();
    }

    private void Hand(IEnumerable<(LineBatch Batch, bool Kept)> batches)
    {
        foreach (var (batch, kept) in batches)
        {
            (kept ? _outputs : _parser).Tell(batch, Self);
            if (!kept && _start.Late && _parser.IsNobody())
                AskForParser(batch.Rank);
        }
    }

    // Asked again with every batch that is sent again: the question, or the answer to it, may be lost.
    private void AskForParser(int rank)
    {
        var begun = new GroupReport { StreamBegun = new StreamBegun { Key = Key, Rank = rank } };
        if (_askedForParser)
            Report(begun, canWait: true);
        else
            ReportOwn(begun);
        _askedForParser = true;
    }

    private void OnUseParser(UseParser use)
    {
        _parser = Resolve(use.Path);
        Hand(ToSendAgain().Where(b => !b.Kept));
    }

    private IEnumerable<(LineBatch Batch, bool Kept)> ToSendAgain() => _channels.Values.SelectMany(c => c.ToSendAgain);

    // A batch or the answer to it may be lost with a connection or a parser. What is stored twice the result actor ignores; so the only harm of sending too
    // often is the load, and the pauses grow as long as nothing is stored.
    private void ResendWhenSilent()
    {
        if (_storedSomething || !_channels.Values.Any(c => c.HasUnstored))
        {
            (_storedSomething, _silentTicks, _pause) = (false, 0, 1);
            return;
        }
        if (++_silentTicks < _pause)
            return;
        (_silentTicks, _pause) = (0, Math.Min(LongestPause, _pause * 2));
        Hand(ToSendAgain());
    }

    private void OnStreamEnded(GroupNews.StreamEnded ended)
    {
        if (GoesOn(ended))
            return;
        var channel = _channels[(ended.Rank, ended.Stream)];
        if (channel.Ended)
            return;
        if (ended.HeldOpen)
            channel.Drop($"a process the rank left behind kept its {(ended.Stream == RankStream.Stdout ? "stdout" : "stderr")} open; what it wrote after the patience is not counted");
        Add(channel, ended.Rest, end: true);
        SettleOrSweep();
    }

    // Of a rank that does not run: nothing more comes.
    private void EndChannels(int rank)
    {
        foreach (var channel in _channels.Values.Where(c => c.Rank == rank && !c.Ended))
            Add(channel, new Cut([], 0, false, false), end: true);
    }

    private void OnStored(Stored stored)
    {
        if (!_channels.TryGetValue((stored.Rank, stored.Stream), out var channel))
            return;
        var (bytes, news) = channel.Stored(stored.Output, stored.Number);
        _storedSomething |= news;
        if (bytes > 0)
            _io.Credit(_number, stored.Rank, stored.Stream, bytes);
        if (!_reported)
        {
            if (stored.Output)
                Settle();
            return;
        }
        Timers.StartSingleTimer(StoreSilent.Instance, StoreSilent.Instance, StoreSilence);
        StopWhenDone();
    }

    // All ranks ended: what they left behind goes too. At once when their streams are done; else whoever holds one has the patience.
    private void SettleOrSweep()
    {
        if (_ended.Count < LocalRanks)
            return;
        AwaitLauncher();
        if (_channels.Values.All(c => c.Ended))
            BeginSweep();
        else if (!_sweeping)
            Timers.StartSingleTimer(Sweep.Instance, Sweep.Instance, TimeSpan.FromMilliseconds(GroupPlanner.PatienceOf(_start).Terminate));
        Settle();
    }

    private void BeginSweep()
    {
        if (_sweeping || _gone)
            return;
        _sweeping = true;
        _io.Stop(_number, Signals.Terminate, GroupPlanner.PatienceOf(_start));
    }

    private void OnGone(int left)
    {
        _gone = true;
        if (left > 0)
            GiveUpHanging(left);
        Settle();
    }

    // SIGKILL is on its way to them for good; a run does not wait for a disk or a file server that may never answer.
    private void GiveUpHanging(int left)
    {
        _log.Hanging(Key, _settings.Node, left);
        foreach (var rank in _plan!.Ranks.Select(r => r.Rank).Where(r => !_ended.Contains(r)).ToArray())
        {
            _ended.Add(rank);
            ReportOwn(new GroupReport
            {
                RankEnded = new RankEnded { Key = Key, Node = _settings.Node, Rank = rank, Reason = "SIGKILL did not end it: it hangs in the kernel, on node " + _settings.Node },
            });
            foreach (var channel in _channels.Values.Where(c => c.Rank == rank && !c.Ended))
                channel.Drop("the rank hangs in the kernel; what it had written and was not read is not counted");
            EndChannels(rank);
        }
    }

    private void Settle()
    {
        if (_reported || !_gone || _ended.Count < LocalRanks || _channels.Values.Any(c => !c.Ended))
            return;
        // Done means that what the run keeps is on disk, within a patience.
        if (!_keeperSilent && _channels.Values.Any(c => c.IsKept))
        {
            Timers.StartSingleTimer(KeeperSilent.Instance, KeeperSilent.Instance, KeeperPatience);
            return;
        }
        Timers.Cancel(KeeperSilent.Instance);
        _reported = true;
        _log.GroupEnded(Key, _strays.Count);
        _io.Forget(_number);
        if (_refusal != null)
        {
            ReportLast(new GroupReport { Refused = new GroupRefused { Key = Key, Node = _settings.Node, Reason = _refusal } });
        }
        else
        {
            var message = new NodeGroupEnded { Key = Key, Node = _settings.Node };
            message.Accounts.AddRange(_channels.Values.OrderBy(c => c.Rank).ThenBy(c => c.Stream).Select(c => c.Account()));
            message.Strays.AddRange(_strays);
            _over = new GroupReport { NodeEnded = message };
            ReportLast(_over);
        }
        Timers.StartSingleTimer(StoreSilent.Instance, StoreSilent.Instance, StoreSilence);
    }

    // Nothing to store, nothing to report, and nobody below who reports through this node.
    private void StopWhenDone()
    {
        if (_reported && _reports.Count == 0 && (_openBelow.Count == 0 || _producerGone) && _channels.Values.All(c => c.Finished))
            Context.Stop(Self);
    }

    private void OnKeeperSilent()
    {
        _keeperSilent = true;
        foreach (var channel in _channels.Values.Where(c => c.IsKept))
            channel.Drop($"the keeper of outputs stored nothing for {KeeperPatience.TotalSeconds:0} s; a part may be missing there");
        Settle();
    }

    private void GiveUp()
    {
        _log.StoreSilent(Key, StoreSilence);
        Context.Stop(Self);
    }
}
