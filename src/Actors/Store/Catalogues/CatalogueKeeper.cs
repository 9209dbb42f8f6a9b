using System.Collections.Concurrent;
using System.Data.Common;
using Akka.Actor;
using Akka.Event;
using Muster.Messages.Store;

namespace Muster.Actors.Store.Catalogues;

/// <summary>
/// Writes the catalogue behind the journal: many records a transaction, on a thread of its own, so that neither the coordinator nor the journal ever waits for it. When it
/// cannot be written, what was to be in it is let go, and it is made anew from the journal later.
/// </summary>
internal sealed class CatalogueKeeper : ReceiveActor, IWithTimers
{
    /// <summary>Its database calls block here.</summary>
    public const string Dispatcher = "muster.catalogue-dispatcher";

    private const int MostAtOnce = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LeastRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostRetry = TimeSpan.FromMinutes(1);

    private readonly Func<Catalogue> _make;
    private readonly Func<IReadOnlyList<RunRecord>> _readJournal;
    private readonly ConcurrentQueue<RunRecord> _feed;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Catalogue? _catalogue;
    private TimeSpan _retry = LeastRetry;
    private bool _fails;

    /// <summary>Make it from these: all that the journal holds.</summary>
    public sealed record Build(IReadOnlyList<RunRecord> Records);

    /// <summary>There is more in the feed.</summary>
    public sealed record News
    {
        /// <summary>The only one.</summary>
        public static readonly News Instance = new();
    }

    private sealed record Write
    {
        public static readonly Write Instance = new();
    }

    private sealed record BuildAgain
    {
        public static readonly BuildAgain Instance = new();
    }

    /// <summary>How to create it.</summary>
    /// <param name="feed">What the journal holds beyond that which the catalogue was made from. Not in messages, so that its end takes over all of it, too.</param>
    /// <param name="make">A catalogue that nobody else writes.</param>
    /// <param name="readJournal">Everything that the journal holds.</param>
    public static Props Props(ConcurrentQueue<RunRecord> feed, Func<Catalogue> make, Func<IReadOnlyList<RunRecord>> readJournal) =>
        Akka.Actor.Props.Create(() => new CatalogueKeeper(feed, make, readJournal)).WithDispatcher(Dispatcher);

    /// <summary>Creates it.</summary>
    public CatalogueKeeper(ConcurrentQueue<RunRecord> feed, Func<Catalogue> make, Func<IReadOnlyList<RunRecord>> readJournal)
    {
        (_feed, _make, _readJournal) = (feed, make, readJournal);
        Receive<Build>(build => Try(() => Make(build.Records)));
        Receive<BuildAgain>(_ => Try(() =>
        {
            // All of it is in the journal.
            _feed.Clear();
            Make(_readJournal());
        }));
        Receive<News>(_ => OnNews());
        Receive<Write>(_ => OnWrite());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        OnWrite();
        _catalogue?.Dispose();
    }

    private void OnNews()
    {
        if (_feed.Count >= MostAtOnce)
            OnWrite();
        else if (!Timers.IsTimerActive(Write.Instance))
            Timers.StartSingleTimer(Write.Instance, Write.Instance, Pause);
    }

    private void OnWrite()
    {
        Timers.Cancel(Write.Instance);
        var records = new List<RunRecord>();
        while (_catalogue is not null && !_feed.IsEmpty)
        {
            while (records.Count < MostAtOnce && _feed.TryDequeue(out var record))
                records.Add(record);
            Try(() => _catalogue.Apply(records));
            records.Clear();
        }
    }

    private void Make(IReadOnlyList<RunRecord> records)
    {
        var catalogue = _make();
        try
        {
            catalogue.Rebuild(records);
        }
        catch
        {
            catalogue.Dispose();
            throw;
        }
        _catalogue = catalogue;
        _retry = LeastRetry;
        if (_fails)
            _log.CatalogueWorks();
        _fails = false;
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (CatalogueTakenException)
        {
            // Another coordinator's keeper has it; this one will hear from the journal.
            GiveUp();
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException or TimeoutException)
        {
            if (!_fails)
                _log.CatalogueFailed(e);
            _fails = true;
            GiveUp();
            Timers.StartSingleTimer(BuildAgain.Instance, BuildAgain.Instance, _retry);
            _retry = _retry * 2 < MostRetry ? _retry * 2 : MostRetry;
        }
    }

    private void GiveUp()
    {
        _catalogue?.Dispose();
        _catalogue = null;
    }
}
