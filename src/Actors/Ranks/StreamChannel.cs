using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// One rank's stream on its way to whoever reads it: the parser, the keeper of outputs, or both, each with a book of its own. What all of them have stored may be
/// read anew from the pipe.
/// </summary>
internal sealed class StreamChannel
{
    private readonly List<(StreamBook Book, bool Kept)> _books = [];
    private readonly Dictionary<StreamBook, long> _stored = [];
    private long _credited;
    private bool _keeperGone;

    public StreamChannel(RunKey key, int rank, RankStream stream, StreamConsumer reader)
    {
        (Rank, Stream) = (rank, stream);
        if (reader != StreamConsumer.Keeper)
            _books.Add((new StreamBook(key, rank, stream), false));
        if (reader != StreamConsumer.Parser)
            _books.Add((new StreamBook(key, rank, stream), true));
        foreach (var (book, _) in _books)
            _stored[book] = 0;
    }

    public int Rank { get; }

    public RankStream Stream { get; }

    /// <summary>The end mark was made.</summary>
    public bool Ended => _books[0].Book.Ended;

    /// <summary>Every reader has stored the end mark.</summary>
    public bool Finished => _books.TrueForAll(b => b.Book.Finished);

    /// <summary>The keeper has not stored everything.</summary>
    public bool IsKept => _books.Exists(b => b.Kept && !b.Book.Finished);

    /// <summary>The keeper is gone with its host: nothing is kept from here on, and nobody waits for it. Answers how many bytes nobody needs any more.</summary>
    public long LoseKeeper(string reason)
    {
        if (!_books.Exists(b => b.Kept))
            return 0;
        Drop(reason);
        _keeperGone = true;
        foreach (var (book, _) in _books.Where(b => b.Kept))
            _stored[book] += book.DropKept();
        return Free();
    }

    /// <summary>The next batch, for each reader.</summary>
    public (IReadOnlyList<(LineBatch Batch, bool Kept)> Batches, long Free) Add(Cut cut, bool end = false)
    {
        var batches = _books.Select(b => (b.Book.Add(cut, end), b.Kept)).ToList();
        if (!_keeperGone)
            return (batches, 0);
        foreach (var (book, _) in _books.Where(b => b.Kept))
            _stored[book] += book.DropKept();
        batches.RemoveAll(b => b.Kept);
        return (batches, Free());
    }

    /// <summary>Ends a stream in which nothing came, while no parser was named for it and no other reads it. False when something came.</summary>
    public bool TryEndSilently() => _books is [(var book, Kept: false)] && book.TryEndSilently();

    /// <summary>True while a batch is not stored by one of its readers.</summary>
    public bool HasUnstored => _books.Exists(b => b.Book.Kept.Any());

    /// <summary>What goes to the readers again, or to others in their place.</summary>
    public IEnumerable<(LineBatch Batch, bool Kept)> ToSendAgain => _books.SelectMany(b => b.Book.ForAnother.Select(batch => (batch, b.Kept)));

    /// <summary>A reader stored everything up to this number. Answers how many bytes nobody needs any more, and whether it was news.</summary>
    public (long Bytes, bool News) Stored(bool kept, long number)
    {
        if (_books.Find(b => b.Kept == kept).Book is not { } book)
            return (0, false);
        var before = book.LastStored;
        _stored[book] += book.Stored(number);
        return (Free(), book.LastStored > before);
    }

    private long Free()
    {
        var free = _stored.Values.Min() - _credited;
        _credited += free;
        return free;
    }

    /// <summary>What was produced will never be batched, and why.</summary>
    public void Drop(string reason) => _books.ForEach(b => b.Book.Drop(0, 0, reason));

    /// <summary>What became of every byte.</summary>
    public StreamAccount Account() => _books[0].Book.Account();
}
