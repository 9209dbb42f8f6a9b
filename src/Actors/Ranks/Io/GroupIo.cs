using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks.Io;

/// <summary>One group on the loop: its ranks' readers and PMI sockets, and the PMI server itself, which so answers without a hop.</summary>
internal sealed class GroupIo : IStreamListener, IPmiOutput
{
    private readonly EventLoop _loop;
    private readonly Action<GroupNews> _tell;
    private readonly Dictionary<int, LocalRank> _ranks = [];
    private readonly PmiServer _pmi;
    private readonly List<(int Rank, int Pid)> _started = [];
    private int _answered;
    private int _segment = -1;

    public GroupIo(EventLoop loop, GroupPlan plan, Action<GroupNews> tell)
    {
        _loop = loop;
        _tell = tell;
        Plan = plan;
        _pmi = new PmiServer(plan.SpaceName, plan.GroupSize, plan.Mapping, plan.Ranks.Select(r => (r.Rank, r.AppNumber)), this);
        foreach (var rank in plan.Ranks)
            _ranks[rank.Rank] = new LocalRank();
    }

    public GroupPlan Plan { get; }

    /// <summary>The rank runs; these are its pipe ends, in the order of stdin, stdout, stderr, PMI.</summary>
    public void Started(RankPlan rank, int pid, ReadOnlySpan<int> descriptors)
    {
        var at = 0;
        var local = _ranks[rank.Rank];
        var number = rank.Rank;
        (local.Reaped, local.Streams) = (false, []);
        if (rank.Spawn.Input == StreamKind.Pipe)
            local.Input = new InputWriter(_loop, descriptors[at++], (total, closed) => _tell(new GroupNews.InputWritten(total, closed)));
        if (rank.Spawn.Output == StreamKind.Pipe)
            local.Streams.Add(new OutputReader(_loop, this, descriptors[at++], number, RankStream.Stdout, Plan.CreditBytes));
        if (rank.Spawn.Error == StreamKind.Pipe && rank.KeepsError)
            local.Streams.Add(new OutputReader(_loop, this, descriptors[at++], number, RankStream.Stderr, Plan.CreditBytes, new TailBuffer()));
        else if (rank.Spawn.Error == StreamKind.Pipe)
            local.Error = new ErrorReader(_loop, descriptors[at++]);
        if (rank.Spawn.Pmi)
            local.Pmi = new PmiSocket(_loop, descriptors[at], line => _pmi.Handle(number, line), what => Violated(number, what));
        _started.RemoveAll(s => s.Rank == number);
        _started.Add((number, pid));
        if (!local.Answered)
            Answered(local);
        else
            _tell(new GroupNews.StartedAgain(number, pid));
    }

    /// <summary>The rank could not be started.</summary>
    public void Refused(int rank, string reason)
    {
        _tell(new GroupNews.StartFailed(rank, reason));
        if (!_ranks[rank].Answered)
            Answered(_ranks[rank]);
    }

    /// <summary>The warden reaped the rank; or it is gone with the one that would have, and <paramref name="how"/> says more.</summary>
    public void Exited(int rank, WardenEvent.Exited exit, string? how = null)
    {
        var local = _ranks[rank];
        // First what it still said: an MPI_Abort is the reason of the end that follows it.
        local.Pmi?.Drain();
        local.Pmi?.Close();
        var tail = local.Error?.Tail() ?? local.Streams.Find(r => r.Stream == RankStream.Stderr)?.Tail() ?? [];
        _tell(new GroupNews.Reaped(rank, exit, _pmi.PhaseOf(rank), tail) { How = how });
        local.Reaped = true;
        local.Input?.Close();
        local.Error?.Close();
        foreach (var stream in local.Streams)
        {
            // Whoever else holds the pipe is first told to end, once all ranks ended; this is for one who will not.
            stream.RankReaped((int)Math.Min(int.MaxValue / 2, Plan.Patience.TotalMs));
            TellEnd(rank, local, stream);
        }
    }

    /// <summary>The warden died, and its ranks with it, by the kernel's hand.</summary>
    public void WardenGone(string how)
    {
        _tell(new GroupNews.WardenGone(how));
        foreach (var (rank, local) in _ranks)
            if (!local.Answered)
                Refused(rank, $"the warden ended while it was to be started ({how})");
        foreach (var (rank, pid) in _started)
            if (!_ranks[rank].Reaped)
                Exited(rank, new WardenEvent.Exited(0, pid, 0, Signals.Kill, false, 0, 0, 0, 0));
        _tell(new GroupNews.Gone());
    }

    /// <summary>Bytes of the rank's output were stored.</summary>
    public void Credit(int rank, RankStream stream, long bytes)
    {
        if (_ranks.TryGetValue(rank, out var local))
            local.Streams.Find(r => r.Stream == stream)?.Credit(bytes);
    }

    /// <summary>Bytes for the stdin of the rank that has one.</summary>
    public void Write(ReadOnlyMemory<byte> data, bool end)
    {
        if (_ranks.Values.FirstOrDefault(r => r.Input != null)?.Input is { } input)
            input.Write(data, end);
        else
            _tell(new GroupNews.InputWritten(0, true));
    }

    /// <summary>A fence is complete.</summary>
    public void CompleteBarrier(IReadOnlyList<KeyValue> puts, bool more) => _pmi.CompleteBarrier(puts, more);

    /// <summary>What became of a wish about a name.</summary>
    public void CompleteName(int rank, NameWish wish, bool done, string port) => _pmi.CompleteName(rank, wish, done, port);

    /// <summary>Closes what is still open.</summary>
    public void Close()
    {
        CloseSegment();
        foreach (var local in _ranks.Values)
        {
            local.Streams.ForEach(s => s.Close());
            local.Input?.Close();
            local.Error?.Close();
            local.Pmi?.Close();
        }
    }

    /// <summary>Tells the group's actor.</summary>
    public void Tell(GroupNews news) => _tell(news);

    void IStreamListener.Cut(int rank, RankStream stream, in Cut cut) => _tell(new GroupNews.Batch(rank, stream, cut));

    void IStreamListener.Ended(int rank, RankStream stream, in Cut rest, bool heldOpen)
    {
        var local = _ranks[rank];
        var reader = local.Streams.Find(r => r.Stream == stream)!;
        reader.End = (rest, heldOpen);
        TellEnd(rank, local, reader);
    }

    void IPmiOutput.Reply(int rank, string line) => _ranks[rank].Pmi?.Send(line);

    void IPmiOutput.ReplyWithKeys(int rank, string line) => _ranks[rank].Pmi?.Send(line, _segment);

    void IPmiOutput.KeysArrived(IReadOnlyList<KeyValue> keys)
    {
        // Whoever was sent the one before has it; the kernel frees it with its last mapping.
        CloseSegment();
        _segment = SharedBytes.Create(KeySegment.Build(keys));
    }

    void IPmiOutput.NameAsked(int rank, NameWish wish, string service, string port) => _tell(new GroupNews.NameAsked(rank, wish, service, port));

    void IPmiOutput.BarrierEntered(long fence, IReadOnlyList<KeyValue> puts)
    {
        if (Plan.SingleNode)
            _pmi.CompleteBarrier(puts, more: false);
        else
            _tell(new GroupNews.FenceReached(puts));
    }

    void IPmiOutput.Aborted(int rank, int exitCode) => _tell(new GroupNews.Aborted(rank, exitCode));

    void IPmiOutput.Violated(int rank, string what) => Violated(rank, what);

    private void Violated(int rank, string what) => _tell(new GroupNews.Violated(rank, what));

    // A rank may close its stdout long before it ends; the end mark needs both.
    private void TellEnd(int rank, LocalRank local, OutputReader reader)
    {
        if (!local.Reaped || reader.End is not { } end)
            return;
        reader.End = null;
        _tell(new GroupNews.StreamEnded(rank, reader.Stream, end.Remainder, end.HeldOpen));
    }

    private void CloseSegment()
    {
        if (_segment >= 0)
            _ = Native.close(_segment);
        _segment = -1;
    }

    private void Answered(LocalRank local)
    {
        local.Answered = true;
        if (++_answered == Plan.Ranks.Count && _started.Count == Plan.Ranks.Count)
            _tell(new GroupNews.AllStarted(_started));
    }

    private sealed class LocalRank
    {
        public List<OutputReader> Streams { get; set; } = [];

        public InputWriter? Input { get; set; }

        /// <summary>Where stderr is not kept but for its last lines.</summary>
        public ErrorReader? Error { get; set; }

        public PmiSocket? Pmi { get; set; }

        public bool Answered { get; set; }

        public bool Reaped { get; set; }
    }
}
