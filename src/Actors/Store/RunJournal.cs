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

    private readonly FrameLog _log;

    private RunJournal(FrameLog log) => _log = log;

    /// <summary>Bytes of torn tails that do not count.</summary>
    public long BytesCut => _log.BytesCut;

    /// <summary>True when another coordinator has taken the journal over: nothing may be promised to anyone any more.</summary>
    public bool IsSuperseded => _log.IsSuperseded();

    /// <summary>Where the journal of a store begins.</summary>
    public static string PathOf(string storeDirectory) => FrameLog.FirstOf(StemOf(storeDirectory), Extension);

    /// <summary>Takes the journal of a store over and replays what it holds.</summary>
    public static RunJournal TakeOver(string storeDirectory, Action<RunRecord> replay, long nowMicros)
    {
        Directory.CreateDirectory(storeDirectory);
        var header = new FileHeader { Kind = Kind, CreatedUs = nowMicros };
        return new RunJournal(FrameLog.TakeOver(StemOf(storeDirectory), Extension, header, (_, payload) => ReadBatch(payload, replay)));
    }

    /// <summary>Appends records as one frame: all or none of them are kept. They outlive this process when this returns.</summary>
    public void Append(IReadOnlyCollection<RunRecord> records) => _log.Append(new RunRecords { Records = { records } }.ToByteArray());

    /// <summary>Makes every record outlive the machine's power.</summary>
    public void Flush() => _log.Flush();

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    private static string StemOf(string storeDirectory) => Path.Combine(storeDirectory, "runs");

    private static void ReadBatch(ReadOnlySpan<byte> payload, Action<RunRecord> replay)
    {
        foreach (var record in RunRecords.Parser.ParseFrom(payload).Records)
            replay(record);
    }
}
