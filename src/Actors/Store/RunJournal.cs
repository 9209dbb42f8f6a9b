using Google.Protobuf;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

/// <summary>
/// store/runs.journal: submissions, attempts and ends in the order they happened. The coordinator is its only writer and flushes a submission
/// before it acknowledges it.
/// </summary>
public sealed class RunJournal : IDisposable
{
    private const int Version = 1;
    private const string Kind = "runs";

    private readonly FrameFile _file;

    private RunJournal(string path, Action<RunRecord> replay, long nowMicros)
    {
        _file = FrameFile.OpenOrCreate(path, (offset, payload) =>
        {
            if (offset == 0)
                CheckHeader(path, FileHeader.Parser.ParseFrom(payload));
            else
                replay(RunRecord.Parser.ParseFrom(payload));
        });
        if (_file.Length == 0)
            _file.Append(new FileHeader { Version = Version, Kind = Kind, CreatedUs = nowMicros }.ToByteArray());
    }

    /// <summary>Bytes of a torn tail that were cut when the journal was opened.</summary>
    public long BytesCut => _file.BytesCut;

    /// <summary>Opens the journal of a store and replays what it holds.</summary>
    public static RunJournal Open(string storeDirectory, Action<RunRecord> replay, long nowMicros)
    {
        Directory.CreateDirectory(storeDirectory);
        return new RunJournal(Path.Combine(storeDirectory, "runs.journal"), replay, nowMicros);
    }

    /// <summary>Appends a record; it outlives this process when this returns.</summary>
    public void Append(RunRecord record) => _file.Append(record.ToByteArray());

    /// <summary>Makes every record outlive the machine's power.</summary>
    public void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void CheckHeader(string path, FileHeader header)
    {
        if (header.Kind != Kind || header.Version > Version)
            throw new InvalidDataException($"{path} holds '{header.Kind}' in format {header.Version}; expected '{Kind}' up to format {Version}.");
    }
}
