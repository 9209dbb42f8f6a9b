using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Logs.Records;
using Muster.Actors.Store;
using Muster.Messages.Logs;
using Muster.Messages.Store;

namespace Muster.Actors.Logs.Keeping;

/// <summary>
/// The log store's files: a journal, which every batch is in before it is acknowledged, and files of blocks, into which the records go when there are enough of them. The journal
/// alone says what counts: a batch and its number of its source are one frame, and so are a block and the records that it takes over.
/// </summary>
/// <remarks>
/// Not thread-safe: its actor owns it. Whoever takes the journal over is the writer (see <see cref="FrameLog"/>); one that was replaced is found out before it acknowledges anything.
/// </remarks>
internal sealed partial class LogBook : IDisposable
{
    private const string Kind = "logs";
    private const string Extension = "logs";
    private const int JournalLimit = 32 * 1024 * 1024;
    private const int SnapshotSpare = 256 * 1024;
    private const long SegmentLimit = 64 * 1024 * 1024;

    // A file of a quiet class is closed after this, so that retention by age finds whole files.
    private static readonly TimeSpan SegmentAge = TimeSpan.FromHours(6);
    private static readonly TimeSpan BlockAge = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SourceAge = TimeSpan.FromDays(7);

    private readonly string _directory;
    private readonly LogBounds _bounds;
    private readonly Dictionary<string, LogSourceCursor> _sources = [];
    private readonly Dictionary<string, ClassBook> _classes = [];
    private readonly List<SegmentBook> _segments = [];
    private readonly Queue<Pending> _pending = new();
    private readonly Dictionary<(string Streams, int Level), ClassBook> _classOf = [];
    private FrameLog _journal = null!;
    private ImmutableArray<BlockAt> _blocks = [];
    private long _nextSequence = 1;
    private long _nextFile = 1;
    private long _pendingBytes;
    private long _blockBytes;
    private bool _unflushed;

    private LogBook(string directory, LogBounds bounds)
    {
        (_directory, _bounds) = (directory, bounds);
    }

    /// <summary>Bytes on disk: never more than the ceiling.</summary>
    public long Bytes => _blockBytes + _journal.Length;

    /// <summary>Records on disk and in memory.</summary>
    public long Records => _segments.Sum(s => s.Info.Records) + _classes.Values.Sum(c => c.Open.Rows);

    /// <summary>Of the latest record.</summary>
    public long LastSequence => _nextSequence - 1;

    /// <summary>Records that were removed, by retention or for the ceiling, since the start.</summary>
    public long Removed { get; private set; }

    /// <summary>Takes the store over: reads what is there and goes on.</summary>
    public static LogBook Open(string directory, LogBounds bounds)
    {
        Directory.CreateDirectory(directory);
        var book = new LogBook(directory, bounds);
        try
        {
            book._journal = FrameLog.TakeOver(Path.Combine(directory, "journal"), Extension, Header(), (_, payload) => book.Replay(payload));
            foreach (var segment in book._segments)
            {
                segment.Blocks.AddRange(BlockFile.Survey(book.PathOf(segment.Info.File), segment.Info.Bytes));
                book._blockBytes += segment.Info.Bytes;
            }
            book._blocks = [.. book._segments.SelectMany(s => s.Blocks)];
            book.Forget();
            book.DeleteStrangers();
            book.CondenseJournal();
            return book;
        }
        catch
        {
            book.Dispose();
            throw;
        }
    }

    /// <summary>What of a source is kept.</summary>
    public long NumberOf(string source) => _sources.TryGetValue(source, out var cursor) ? cursor.Number : 0;

    /// <summary>Keeps a batch whose number is the next of its source. It is with the kernel when this returns true; false when another writer has taken over.</summary>
    /// <exception cref="IOException">It could not be written: nothing of it is kept.</exception>
    /// <exception cref="InvalidDataException">It is no batch.</exception>
    public bool Append(LogRecords records, long nowUs)
    {
        var record = new LogJournalRecord { Batch = records, FirstSequence = _nextSequence };
        var payload = record.ToByteArray();
        MakeRoom(payload.Length, nowUs);
        var marks = _classes.Values.Select(c => (Class: c, c.Open.Rows)).ToList();
        try
        {
            Take(records, _nextSequence);
            _journal.Append(payload, compress: false);
        }
        catch
        {
            foreach (var book in _classes.Values)
                book.Open.Truncate(marks.FirstOrDefault(m => m.Class == book).Rows);
            throw;
        }
        Remember(records, payload, nowUs);
        _unflushed = true;
        return !_journal.IsSuperseded();
    }

    /// <summary>Leaves out a batch that is none: what its source sends next is taken.</summary>
    public void Skip(LogRecords records, long nowUs) =>
        _sources[records.Source] = new LogSourceCursor { Source = records.Source, Number = records.Number, AtUs = nowUs };

    /// <summary>True when another writer has taken over.</summary>
    public bool IsSuperseded() => _journal.IsSuperseded();

    /// <summary>What must be done now and then: old blocks are written, old files removed, the disk is told to keep what it has.</summary>
    public void Tend(long nowUs)
    {
        if (_unflushed)
        {
            _journal.Flush();
            _unflushed = false;
        }
        foreach (var book in _classes.Values.Where(c => c.Open.Rows > 0 && nowUs - c.Open.OpenedUs > BlockAge.TotalMicroseconds).ToList())
            WriteBlock(book, nowUs);
        var held = _segments.ConvertAll(s => new HeldFile(s.Info.File, s.Info.Class, s.Info.Bytes, s.Info.Records, s.Info.ReceivedUs));
        foreach (var gone in _bounds.Choose(held, nowUs))
            Remove(_segments.Single(s => s.Info.File == gone.File));
        foreach (var silent in _sources.Values.Where(s => nowUs - s.AtUs > SourceAge.TotalMicroseconds).ToList())
            _sources.Remove(silent.Source);
    }

    /// <summary>What is stored now.</summary>
    public LogView View() => new(_blocks, [.. _classes.Values.Where(c => c.Open.Rows > 0).Select(c => c.Frozen())], LastSequence);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var book in _classes.Values)
            book.File?.Dispose();
        _journal?.Dispose();
    }

    private static FileHeader Header() => new() { Kind = Kind };

    private string PathOf(string file) => Path.Combine(_directory, file);

    // The rows into the open blocks of their classes, those up to what blocks on disk have left out.
    private void Take(LogRecords records, long first)
    {
        if (records.Count is < 0 or > OpenBlock.MaxBatch || (records.Routes.Length != 0 && records.Routes.Length != records.Count))
            throw new InvalidDataException($"A batch of {records.Source} claims {records.Count} records.");
        var batch = new LogBatch(records);
        var sets = records.StreamSets.Count == 0 ? [DefaultStreams] : records.StreamSets.Select(s => (Text: s, Utf8: Encoding.UTF8.GetBytes(s))).ToArray();
        var routes = records.Routes.Span;
        foreach (var book in _classes.Values)
            book.Open.Expect(batch);
        var row = 0;
        foreach (var record in batch)
        {
            var route = routes.Length == 0 ? 0 : row < routes.Length ? routes[row] : byte.MaxValue;
            if (route >= sets.Length || row >= records.Count)
                throw new InvalidDataException($"A batch of {records.Source} has rows that it does not claim.");
            var book = ClassOf(sets[route].Text, record.Level, batch);
            var sequence = first + row++;
            if (sequence > book.InBlocks)
                book.Open.Add(record, sequence, records.ReceivedUs, sets[route].Utf8);
        }
        if (row != records.Count)
            throw new InvalidDataException($"A batch of {records.Source} claims {records.Count} records and has {row}.");
    }

    private static (string Text, byte[] Utf8) DefaultStreams => ("default", "default"u8.ToArray());

    private ClassBook ClassOf(string streams, int level, LogBatch? batch)
    {
        if (_classOf.TryGetValue((streams, level), out var known))
            return known;
        var book = ClassNamed(_bounds.ClassOf(streams, level).Name);
        if (batch is not null)
            book.Open.Expect(batch);
        // Names of streams come from outside: whoever makes new ones without end fills no memory.
        if (_classOf.Count > 4096)
            _classOf.Clear();
        return _classOf[(streams, level)] = book;
    }

    private ClassBook ClassNamed(string name)
    {
        if (!_classes.TryGetValue(name, out var book))
            _classes[name] = book = new ClassBook(name);
        return book;
    }

    private void Remember(LogRecords records, byte[] payload, long nowUs)
    {
        _sources[records.Source] = new LogSourceCursor { Source = records.Source, Number = records.Number, AtUs = nowUs };
        _nextSequence += records.Count;
        _pending.Enqueue(new Pending(LastSequence, payload));
        _pendingBytes += payload.Length;
    }

    private void Replay(ReadOnlySpan<byte> payload)
    {
        var record = LogJournalRecord.Parser.ParseFrom(payload);
        if (record.State is { } state)
            Restore(state);
        if (record.Batch is { } batch)
        {
            _nextSequence = Math.Max(_nextSequence, record.FirstSequence);
            Take(batch, record.FirstSequence);
            Remember(batch, payload.ToArray(), batch.ReceivedUs);
        }
        if (record.Block is { } block)
            ReplayBlock(block);
        if (record.Removed.Length > 0)
            _segments.RemoveAll(s => s.Info.File == record.Removed);
    }

    private void Restore(LogStoreState state)
    {
        _sources.Clear();
        _segments.Clear();
        foreach (var source in state.Sources)
            _sources[source.Source] = source;
        _segments.AddRange(state.Segments.Select(s => new SegmentBook(s)));
        foreach (var cursor in state.Classes)
            ClassNamed(cursor.Name).InBlocks = cursor.InBlocks;
        (_nextSequence, _nextFile) = (state.NextSequence, state.NextFile);
    }

    private void ReplayBlock(LogBlockAt block)
    {
        _segments.RemoveAll(s => s.Info.File == block.Segment.File);
        _segments.Add(new SegmentBook(block.Segment));
        var book = ClassNamed(block.Segment.Class);
        book.InBlocks = block.InBlocks;
        book.Open = new OpenBlock();
        _nextFile = Math.Max(_nextFile, NumberOfFile(block.Segment.File) + 1);
    }

    private static long NumberOfFile(string file) => long.Parse(Path.GetFileNameWithoutExtension(file).Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Pending(long LastSequence, byte[] Payload);

    /// <summary>The records of one class that are in no block on disk.</summary>
    private sealed class ClassBook(string name)
    {
        private Block? _frozen;

        public string Name => name;

        public OpenBlock Open { get; set; } = new();

        /// <summary>Its records up to this sequence are in blocks.</summary>
        public long InBlocks { get; set; }

        public FrameFile? File { get; set; }

        public SegmentBook? Segment { get; set; }

        public long FileOpenedUs { get; set; }

        public Block Frozen()
        {
            if (_frozen is null || _frozen.Rows != Open.Rows || _frozen.Sequences[0] != Open.FirstSequence)
                _frozen = Open.Freeze();
            return _frozen;
        }
    }

    private sealed class SegmentBook(LogSegment info)
    {
        public LogSegment Info { get; set; } = info;

        public List<BlockAt> Blocks { get; } = [];
    }
}
