using Google.Protobuf;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Store;
using Muster.Messages.Store;

namespace Muster.Actors.Logs.Keeping;

// Blocks, files and the room they take.
internal sealed partial class LogBook
{
    private long SegmentRoom => Math.Min(SegmentLimit, _bounds.Ceiling / 16);

    private long JournalRoom => Math.Min(JournalLimit, _bounds.Ceiling / 4);

    // What a block or a snapshot of the journal may still need at a time.
    private long Reserve => _pendingBytes + SnapshotSpare;

    private void MakeRoom(int bytes, long nowUs)
    {
        foreach (var book in _classes.Values.Where(c => c.Open.IsFull).ToList())
            WriteBlock(book, nowUs);
        // A class that gets little holds the journal of all the others.
        if (_pendingBytes + bytes > JournalRoom / 4)
        {
            foreach (var book in _classes.Values.Where(c => c.Open.Rows > 0).ToList())
                WriteBlock(book, nowUs);
        }
        if (_journal.Length + bytes > JournalRoom)
            CondenseJournal();
        FreeFor(bytes);
    }

    // The oldest files go until there is room below the ceiling.
    private void FreeFor(long bytes)
    {
        while (Bytes + bytes + Reserve > _bounds.Ceiling)
        {
            if (_segments.MinBy(s => s.Info.LastSequence) is not { } oldest)
                throw new IOException($"muster.logs.ceiling of {_bounds.Ceiling} bytes is too small for {bytes} bytes more.");
            Remove(oldest);
        }
    }

    private void WriteBlock(ClassBook book, long nowUs)
    {
        var block = book.Frozen();
        var (head, payload) = BlockFormat.Encode(block);
        FreeFor(payload.Length);
        if (book.File is null || book.Segment is null || book.File.Length + payload.Length > SegmentRoom || nowUs - book.FileOpenedUs > SegmentAge.TotalMicroseconds)
            Begin(book, nowUs);
        var (file, segment) = (book.File!, book.Segment!);
        var offset = file.Append(payload, compress: false);
        file.Flush();
        var info = segment.Info.Clone();
        info.FirstUs = info.Records == 0 ? head.FirstUs : Math.Min(info.FirstUs, head.FirstUs);
        info.LastUs = info.Records == 0 ? head.LastUs : Math.Max(info.LastUs, head.LastUs);
        info.Records += head.Rows;
        (info.Bytes, info.LastSequence, info.ReceivedUs) = (file.Length, head.LastSequence, block.Received[block.Rows - 1]);
        var inBlocks = LastSequence;
        _journal.Append(new LogJournalRecord { Block = new LogBlockAt { Segment = info, InBlocks = inBlocks } }.ToByteArray());
        if (segment.Info.Records == 0)
            _segments.Add(segment);
        _blockBytes += info.Bytes - segment.Info.Bytes;
        segment.Info = info;
        var at = new BlockAt(file.Path, offset, head);
        segment.Blocks.Add(at);
        _blocks = _blocks.Add(at);
        (book.Open, book.InBlocks) = (new OpenBlock(), inBlocks);
        Forget();
    }

    private void Begin(ClassBook book, long nowUs)
    {
        book.File?.Dispose();
        (book.File, book.Segment) = (null, null);
        FrameFile? file = null;
        string name;
        do
        {
            name = $"{book.Name}-{_nextFile++}.blocks";
            file = FrameFile.TryCreate(PathOf(name));
        }
        while (file is null);
        (book.File, book.FileOpenedUs) = (file, nowUs);
        book.Segment = new SegmentBook(new LogSegment { File = name, Class = book.Name });
    }

    // Batches all of whose records are in blocks need not be in the journal any more.
    private void Forget()
    {
        var kept = _classes.Values.Where(c => c.Open.Rows > 0).Select(c => c.Open.FirstSequence).DefaultIfEmpty(long.MaxValue).Min();
        while (_pending.TryPeek(out var batch) && batch.LastSequence < kept)
        {
            _pending.Dequeue();
            _pendingBytes -= batch.Payload.Length;
        }
    }

    private void Remove(SegmentBook segment)
    {
        _journal.Append(new LogJournalRecord { Removed = segment.Info.File }.ToByteArray());
        _segments.Remove(segment);
        foreach (var book in _classes.Values.Where(c => c.Segment == segment))
        {
            book.File?.Dispose();
            (book.File, book.Segment) = (null, null);
        }
        var path = PathOf(segment.Info.File);
        File.Delete(path);
        _blocks = _blocks.RemoveAll(b => b.Path == path);
        _blockBytes -= segment.Info.Bytes;
        Removed += segment.Info.Records;
    }

    private void CondenseJournal()
    {
        var state = new LogStoreState
        {
            NextSequence = _pending.TryPeek(out _) ? FirstPending() : _nextSequence,
            NextFile = _nextFile,
        };
        state.Sources.Add(_sources.Values);
        state.Segments.Add(_segments.Select(s => s.Info));
        state.Classes.Add(_classes.Values.Select(c => new LogClassCursor { Name = c.Name, InBlocks = c.InBlocks }));
        List<byte[]> records = [new LogJournalRecord { State = state }.ToByteArray()];
        records.AddRange(_pending.Select(p => p.Payload));
        _journal.Condense(Header(), records);
    }

    private long FirstPending() => LogJournalRecord.Parser.ParseFrom(_pending.Peek().Payload).FirstSequence;

    // A writer that was killed between a file and its line in the journal leaves a file that counts for nobody.
    private void DeleteStrangers()
    {
        var known = _segments.Select(s => PathOf(s.Info.File)).ToHashSet();
        foreach (var path in Directory.GetFiles(_directory, "*.blocks").Where(p => !known.Contains(p)))
            File.Delete(path);
    }
}
