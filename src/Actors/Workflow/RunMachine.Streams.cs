using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// The way of a run's lines: a place for its rows, a parser, and others when they are lost.
public sealed partial class RunMachine
{
    /// <summary>The result actor is there.</summary>
    public void On(ResultOpened opened, long now)
    {
        if (Result is not null || !Current(opened.Key))
            return;
        (Result, _resultTryAt) = (opened.Result, null);
        if (_streamStored)
            return;
        if (HandedOver && !_opening)
            Note(now, "its rows have a place again");
        // The store may have been full for long: the time for a parser begins now.
        if (_parserGoneUs > 0)
            _parserGoneUs = now;
        WantParser(now);
    }

    /// <summary>The result actor is gone, and with it what it had not stored: another one goes on from the stored cursor.</summary>
    public void LoseResult(string reason, long now)
    {
        if (Over || _streamStored || _tailUnknown)
            return;
        Note(now, reason);
        Search(reason, now);
        (Result, Parser, _parserTryAt) = (null, null, null);
        WantResult(now);
    }

    /// <summary>The store does not take rows now; they wait at the rank hosts, and so do the ranks once their pipes are full.</summary>
    public void WaitForStore(string reason, long now)
    {
        if (Over)
            return;
        // A full disk is not asked every second.
        if (_resultTryAt is not null)
            _resultTryAt = now + (long)StorePause.TotalMicroseconds;
        if (_streamStored)
            return;
        _storeFault = reason;
        Note(now, reason);
        if (State == RunState.Draining)
            SetDeadline(now, _limits.Drain);
        else if (State == RunState.Starting)
            SetDeadline(now, _limits.Start);
    }

    /// <summary>The parser is there.</summary>
    public void On(ParserOpened opened, long now)
    {
        if (Parser is not null || Result is null || !Current(opened.Key))
            return;
        (Parser, ParserNode, _parserTryAt, _parserGoneUs) = (opened.Path, opened.Node, null, 0);
        if (HandedOver)
        {
            if (!_opening)
                Note(now, $"a parser on {ParserNode} goes on from what is stored");
            Use(first: _opening, now);
            _opening = false;
            return;
        }
        HandOver(now);
    }

    /// <summary>The parser is gone. What it had not handed on is with the rank host still: another one gets it.</summary>
    public void LoseParser(string reason, long now)
    {
        if (Over || Parser is null)
            return;
        Note(now, reason);
        Parser = null;
        Search(reason, now);
        if (!_streamStored && !_tailUnknown)
            WantParser(now);
    }

    /// <summary>The head rank has written something: now its rows need a place, and its lines a parser. Who still asks when there is one was not told, or the word was lost.</summary>
    public void On(StreamWanted wanted, long now)
    {
        if (!Current(wanted.Key))
            return;
        if (_unopened)
            OpenLate(now);
        else if (HandedOver && Parser is not null && now - _parserToldUs >= ToldPause.TotalMicroseconds)
            Use(first: true, now);
    }

    private void OpenLate(long now)
    {
        _opening = true;
        Search("The head rank has written something.", now);
        WantResult(now);
    }

    // Where nothing was written no end mark comes; where something was, and nobody was asked yet, the word for it was lost.
    private void EndStream(StreamAccount head, long now)
    {
        if (head.Silent)
        {
            (_streamStored, _unopened, _resultTryAt, _parserTryAt) = (true, false, null, null);
            TellParserEnded(now);
        }
        else if (_unopened)
        {
            OpenLate(now);
        }
    }

    /// <summary>More is stored.</summary>
    public void On(RowsStored stored, long now)
    {
        if (!Current(stored.Key))
            return;
        if (FirstRowUs == 0 && stored.Rows > 0)
            FirstRowUs = now;
        Stored = stored;
        _storeFault = "";
        if (stored.End && !_streamStored)
        {
            (_streamStored, _resultTryAt, _parserTryAt) = (true, null, null);
            TellParserEnded(now);
        }
        if (State == RunState.Draining)
            SetDeadline(now, _limits.Drain);
        FinishWhenDone(now);
    }

    /// <summary>The store is gone, or no parser is to be had: no end mark will come.</summary>
    public void LoseStream(string reason, long now, FailureClass failure = FailureClass.Other)
    {
        if (Over || _streamStored)
            return;
        (_tailUnknown, _parserTryAt, _resultTryAt) = (true, null, null);
        Fail(reason, now, failure);
        FinishWhenDone(now);
    }

    private void WantResult(long now)
    {
        _unopened = false;
        _resultTryAt = now + (long)ResultPause.TotalMicroseconds;
        _effects.Add(new RunEffect.OpenResult());
    }

    // From here on it is looked for, but not for ever: the ranks' pipes are full soon.
    private void Search(string why, long now)
    {
        if (_parserGoneUs == 0)
            (_parserLoss, _parserGoneUs) = (why, now);
    }

    private void Use(bool first, long now)
    {
        _parserToldUs = now;
        _effects.Add(new RunEffect.UseParser(first));
    }

    private void WantParser(long now)
    {
        _parserTryAt = now + (long)ParserPause.TotalMicroseconds;
        _effects.Add(new RunEffect.OpenParser(_knownParser));
        _knownParser = null;
    }
}
