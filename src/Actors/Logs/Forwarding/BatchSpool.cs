using Google.Protobuf;
using Muster.Actors.Store;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Forwarding;

/// <summary>Batches that found no place in memory, in a file, the oldest first. The file is begun with the first and deleted behind the last.</summary>
internal sealed class BatchSpool(string path, long maxBytes) : IDisposable
{
    private readonly Queue<long> _offsets = new();
    private FrameFile? _file;

    /// <summary>Batches in it.</summary>
    public int Count => _offsets.Count;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Adds a batch; false when it may take no more bytes.</summary>
    /// <exception cref="IOException">There is no room on the disk.</exception>
    public bool TryAdd(LogRecords batch)
    {
        if (_file is null)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            _file = FrameFile.TryCreate(path) ?? throw new IOException($"{path} is in the way: somebody else writes it.");
        }
        if (_file.Length + batch.CalculateSize() > maxBytes)
            return false;
        _offsets.Enqueue(_file.Append(batch.ToByteArray()));
        return true;
    }

    /// <summary>Takes the oldest batch; null when there is none.</summary>
    public LogRecords? Take()
    {
        if (_file is null || !_offsets.TryPeek(out var offset))
            return null;
        var batch = LogRecords.Parser.ParseFrom(_file.ReadAt(offset));
        _offsets.Dequeue();
        if (_offsets.Count == 0)
            Dispose();
        return batch;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _offsets.Clear();
        if (_file is null)
            return;
        _file.Dispose();
        File.Delete(path);
        _file = null;
    }
}
