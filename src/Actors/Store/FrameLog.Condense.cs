using Google.Protobuf;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

// A log that grows without end is written anew now and then: the next segment holds what counts of all before it, and those are deleted.
public sealed partial class FrameLog
{
    /// <summary>
    /// Goes on in a new segment that holds these records instead of all there were. False when another writer has taken the log over: nothing has changed then.
    /// </summary>
    /// <remarks>
    /// Killed at any point this leaves a log that reads as before or as after. A successor that begins meanwhile either finds the snapshot whole, or makes this writer
    /// find the successor before it deletes anything.
    /// </remarks>
    public bool Condense(FileHeader header, IReadOnlyCollection<byte[]> records)
    {
        var (number, first) = (_claimed + 1, _first);
        if (_own is null || FrameFile.TryCreate(PathOf(_stem, number, _extension)) is not { } next)
            return false;
        _claimed = number;
        try
        {
            var head = HeaderOfNext(header);
            head.SnapshotFrames = records.Count;
            next.Append(head.ToByteArray());
            foreach (var record in records)
                next.Append(record);
            next.Flush();
        }
        catch
        {
            // No room for it: the segment there is goes on. The new one counts for nobody and stays, because a successor may stand behind it already.
            next.Dispose();
            throw;
        }
        var old = _segments.ToArray();
        _segments.Clear();
        _segments.Add(next);
        (_own, _first, Header) = (next, number, header);
        Array.ForEach(old, s => s.Dispose());
        if (IsSuperseded())
            return false;
        PutSign(header, number);
        for (var gone = Math.Max(2, first); gone < number; gone++)
            File.Delete(PathOf(_stem, gone, _extension));
        return true;
    }

    // In place of the first file, at once: it is never missing.
    private void PutSign(FileHeader header, int movedTo)
    {
        var draft = FirstOf(_stem, _extension) + ".new";
        File.Delete(draft);
        using (var file = FrameFile.TryCreate(draft) ?? throw new IOException($"{draft} is in the way: somebody else writes it. Delete it."))
        {
            var sign = new FileHeader { Version = Version, Kind = header.Kind, Run = header.Run, CreatedUs = header.CreatedUs, MovedTo = movedTo };
            file.Append(sign.ToByteArray());
            file.Flush();
        }
        File.Move(draft, FirstOf(_stem, _extension), overwrite: true);
    }
}
