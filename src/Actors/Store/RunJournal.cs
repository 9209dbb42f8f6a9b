using Google.Protobuf;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

/// <summary>
/// store/runs.N.journal: submissions, attempts, events and ends in the order they happened. Each coordinator writes a segment of its own; a submission
/// is flushed before it is acknowledged.
/// </summary>
public sealed class RunJournal : IDisposable
{
    private const string Kind = "runs";
    private const string Extension = "journal";

    // Many records in a frame: they are much alike, and compress well together.
    private const int SnapshotFrameBytes = 512 * 1024;

    // Below this nothing is gained that anybody would notice.
    private const long LeastCondensed = 1024 * 1024;

    private readonly FrameLog _log;
    private readonly string _storeDirectory;
    private readonly FileHeader _header;
    private long _condensedLength;

    private RunJournal(FrameLog log, string storeDirectory, FileHeader header) => (_log, _storeDirectory, _header) = (log, storeDirectory, header);

    /// <summary>Bytes of torn tails that do not count.</summary>
    public long BytesCut => _log.BytesCut;

    /// <summary>Bytes that count.</summary>
    public long Length => _log.Length;

    /// <summary>Number of its latest segment: no other coordinator's journal ever has the same.</summary>
    public int Number => _log.Number;

    /// <summary>True when another coordinator has taken the journal over: nothing may be promised to anyone any more.</summary>
    public bool IsSuperseded => _log.IsSuperseded();

    /// <summary>True when it has grown so much that it should be written anew.</summary>
    public bool WantsCondensing => _log.Length > Math.Max(LeastCondensed, 2 * _condensedLength);

    /// <summary>Where the journal of a store begins.</summary>
    public static string PathOf(string storeDirectory) => FrameLog.FirstOf(StemOf(storeDirectory), Extension);

    /// <summary>Takes the journal of a store over and replays what it holds.</summary>
    public static RunJournal TakeOver(string storeDirectory, Action<RunRecord> replay, long nowMicros)
    {
        Directory.CreateDirectory(storeDirectory);
        var header = new FileHeader { Kind = Kind, CreatedUs = nowMicros };
        return new RunJournal(FrameLog.TakeOver(StemOf(storeDirectory), Extension, header, (_, payload) => ReadBatch(payload, replay)), storeDirectory, header);
    }

    /// <summary>Everything that a store's journal holds by now.</summary>
    public static IReadOnlyList<RunRecord> Read(string storeDirectory)
    {
        var records = new List<RunRecord>();
        FrameLog.OpenRead(StemOf(storeDirectory), Extension, new FileHeader { Kind = Kind }, (_, payload) => ReadBatch(payload, records.Add)).Dispose();
        return records;
    }

    /// <summary>Appends records as one frame: all or none of them are kept. They outlive this process when this returns.</summary>
    public void Append(IReadOnlyCollection<RunRecord> records) => _log.Append(new RunRecords { Records = { records } }.ToByteArray());

    /// <summary>Makes every record outlive the machine's power.</summary>
    public void Flush() => _log.Flush();

    /// <summary>Writes the journal anew without what a replay does not need. False when another coordinator has taken it over.</summary>
    public bool Condense()
    {
        var frames = new List<byte[]>();
        var (batch, bytes) = (new RunRecords(), 0);
        foreach (var record in JournalDigest.Of(Read(_storeDirectory)))
        {
            batch.Records.Add(record);
            bytes += record.CalculateSize();
            if (bytes < SnapshotFrameBytes)
                continue;
            frames.Add(batch.ToByteArray());
            (batch, bytes) = (new RunRecords(), 0);
        }
        if (batch.Records.Count > 0)
            frames.Add(batch.ToByteArray());
        if (!_log.Condense(_header, frames))
            return false;
        _condensedLength = _log.Length;
        return true;
    }

    /// <summary>It wants no condensing before it has grown as much again.</summary>
    public void PutOffCondensing() => _condensedLength = _log.Length;

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    private static string StemOf(string storeDirectory) => Path.Combine(storeDirectory, "runs");

    private static void ReadBatch(ReadOnlySpan<byte> payload, Action<RunRecord> replay)
    {
        foreach (var record in RunRecords.Parser.ParseFrom(payload).Records)
            replay(record);
    }
}
