using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Muster.Actors.Store.Catalogues;
using Muster.Actors.Store.Postgres;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

/// <summary>
/// Writes the run journal for the coordinator, so that no slow disk takes the coordinator's time: opens and reads it, appends what it is told in order, and says when
/// it is kept. What came while it wrote goes into one frame. What cannot be written waits and is tried again; only what may be refused is refused.
/// </summary>
public sealed partial class JournalKeeper : ReceiveActor, IWithTimers
{
    private const long LeastFree = 256 * 1024;

    // In one frame: many enough that writing costs little, few enough that a frame stays small.
    private const int MostGathered = 512;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(500);

    private readonly string _storeDirectory;
    private readonly PostgresStore? _database;
    private readonly StoreBounds _bounds;
    private readonly StoreHoldings _holdings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<Write> _waiting = new();
    private readonly List<RunRecord> _gathered = [];
    private long _gatheredNumber;
    private readonly ConcurrentQueue<RunRecord> _feed = new();
    private IActorRef _catalogue = ActorRefs.Nobody;
    private RunJournal? _journal;

    /// <summary>The parent is told this when the journal was read.</summary>
    public sealed record Opened(IReadOnlyList<RunRecord> Records, long BytesCut);

    /// <summary>The parent is told this when the journal cannot be used, or is another coordinator's now.</summary>
    public sealed record Unusable(string Reason, bool Superseded = false);

    /// <summary>Append these as one; numbers count up.</summary>
    /// <param name="Number">What the answer names.</param>
    /// <param name="Records">What happened.</param>
    /// <param name="Flush">Must outlive the machine's power before it counts as kept.</param>
    /// <param name="Refusable">The answer may be <see cref="Refused"/>; else it is tried until it is kept.</param>
    public sealed record Write(long Number, IReadOnlyCollection<RunRecord> Records, bool Flush, bool Refusable);

    /// <summary>Everything up to this number is kept, save what was refused.</summary>
    public sealed record Kept(long Number);

    /// <summary>This is not kept.</summary>
    public sealed record Refused(long Number, Exception Cause);

    private static Unusable Superseded => new("Another coordinator has taken the run journal over: this one was taken for dead.", Superseded: true);

    private sealed record Commit
    {
        public static readonly Commit Instance = new();
    }

    private sealed record TryAgain
    {
        public static readonly TryAgain Instance = new();
    }

    /// <summary>How to create it.</summary>
    /// <param name="storeDirectory">Folder of the store.</param>
    /// <param name="database">Where rows and catalogue are kept; null = beside the journal.</param>
    /// <param name="bounds">How long and how much is kept.</param>
    public static Props Props(string storeDirectory, PostgresStore? database, StoreBounds bounds) =>
        Akka.Actor.Props.Create(() => new JournalKeeper(storeDirectory, database, bounds));

    /// <summary>Creates it.</summary>
    public JournalKeeper(string storeDirectory, PostgresStore? database, StoreBounds bounds)
    {
        (_storeDirectory, _database, _bounds, _holdings) = (storeDirectory, database, bounds, new StoreHoldings(storeDirectory));
        Receive<Write>(Gather);
        Receive<Commit>(_ => CommitGathered());
        Receive<TryAgain>(_ => OnTryAgain());
        Receive<KeepBounds>(_ => TryKeepBounds());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var records = new List<RunRecord>();
        try
        {
            _journal = RunJournal.TakeOver(_storeDirectory, records.Add, Now());
            // A cluster with runs waits for its database; one that only begins is told what is wrong.
            if (_database?.FindFault(out var isTransient) is { } fault && !(isTransient && records.Count > 0))
            {
                Context.Parent.Tell(new Unusable(fault));
                return;
            }
            Context.Parent.Tell(new Opened(records, _journal.BytesCut));
            BuildCatalogue(records);
            BeginBounds(records);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Context.Parent.Tell(new Unusable($"The store {_storeDirectory} cannot be used: {e.Message}"));
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        CommitGathered();
        _journal?.Dispose();
    }

    private void BuildCatalogue(IReadOnlyList<RunRecord> records)
    {
        var (directory, database, number) = (_storeDirectory, _database, _journal!.Number);
        _catalogue = Context.ActorOf(
            CatalogueKeeper.Props(_feed, () => database is null ? new SqliteCatalogue(directory, number) : new PostgresCatalogue(database, number), () => RunJournal.Read(directory)), "catalogue");
        _catalogue.Tell(new CatalogueKeeper.Build(records));
    }

    // The commit is told behind whatever is in the mailbox by now.
    private void Gather(Write write)
    {
        if (_journal is null)
            return;
        if (write.Refusable || write.Flush)
        {
            CommitGathered();
            Keep(write);
            return;
        }
        if (_gatheredNumber == 0)
            Self.Tell(Commit.Instance);
        _gathered.AddRange(write.Records);
        _gatheredNumber = write.Number;
        if (_gathered.Count >= MostGathered)
            CommitGathered();
    }

    private void CommitGathered()
    {
        if (_gatheredNumber == 0)
            return;
        var write = new Write(_gatheredNumber, _gathered.ToArray(), Flush: false, Refusable: false);
        _gathered.Clear();
        _gatheredNumber = 0;
        Keep(write);
    }

    private void Keep(Write write)
    {
        if (_waiting.Count > 0)
        {
            if (write.Refusable)
                Context.Parent.Tell(new Refused(write.Number, new IOException("what came before waits for room still")));
            else
                _waiting.Enqueue(write);
            return;
        }
        // What is promised brings more after it: rows, events, ends.
        var fault = write.Refusable ? FindLackOfRoom() ?? TryKeep(write) : TryKeep(write);
        if (fault is null)
            return;
        if (write.Refusable)
        {
            Context.Parent.Tell(new Refused(write.Number, fault));
            return;
        }
        _waiting.Enqueue(write);
        Context.Parent.Tell(new Refused(0, fault));
        Timers.StartSingleTimer(TryAgain.Instance, TryAgain.Instance, RetryPause);
    }

    private void Note(IEnumerable<RunRecord> kept)
    {
        foreach (var record in kept)
        {
            _holdings.Note(record);
            _feed.Enqueue(record);
        }
        _catalogue.Tell(CatalogueKeeper.News.Instance);
    }

    private IOException? FindLackOfRoom()
    {
        if (FreeBytes() is < LeastFree and var free)
            return new IOException($"only {free} bytes are free there.");
        return TryKeepBounds() is > 0 and var over
            ? new IOException($"it takes {over} bytes more than muster.retention.size allows, and nothing in it is over that could be removed.")
            : null;
    }

    private long FreeBytes()
    {
        try
        {
            return new DriveInfo(_storeDirectory).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The write itself will tell.
            return long.MaxValue;
        }
    }

    private void OnTryAgain()
    {
        while (_waiting.TryPeek(out var write))
        {
            if (TryKeep(write) is not null)
            {
                Timers.StartSingleTimer(TryAgain.Instance, TryAgain.Instance, RetryPause);
                return;
            }
            _waiting.Dequeue();
        }
    }

    private void Condense()
    {
        var before = _journal!.Length;
        try
        {
            if (!_journal.Condense())
                Context.Parent.Tell(Superseded);
            else
                _log.JournalCondensed(before, _journal.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // It stays as long as it is, and is tried again when it has grown as much once more.
            _journal.PutOffCondensing();
            _log.JournalNotCondensed(e);
        }
    }

    private Exception? TryKeep(Write write)
    {
        try
        {
            _journal!.Append(write.Records);
            if (write.Flush)
                _journal.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
        if (_journal.IsSuperseded)
        {
            Context.Parent.Tell(Superseded);
            return null;
        }
        Context.Parent.Tell(new Kept(write.Number));
        Note(write.Records);
        if (_journal.WantsCondensing)
            Condense();
        return null;
    }
}
