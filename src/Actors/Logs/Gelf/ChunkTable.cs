using System.Buffers.Binary;
using System.Net;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What a chunk made of its message.</summary>
internal enum ChunkResult
{
    /// <summary>Others are missing.</summary>
    Waiting,

    /// <summary>The message is there.</summary>
    Whole,

    /// <summary>It was there before.</summary>
    Duplicate,

    /// <summary>It cannot be taken.</summary>
    Rejected,
}

/// <summary>A message that will never be whole.</summary>
internal sealed record LostMessage(IPEndPoint From, string Reason, byte[] Begin, long Size);

/// <summary>
/// Puts UDP messages together from their chunks: 1e 0f, 8 bytes of id, number from 0, count; at most 128, all within 5 s. Ids are the clients' own: those of one disturb no other's.
/// </summary>
internal sealed class ChunkTable(int mostMessages = 10_000, long mostBytes = 64L * 1024 * 1024)
{
    public const int HeadBytes = 12;
    public const int MostChunks = 128;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(ulong Id, IPEndPoint From), Message> _open = [];
    private readonly Queue<((ulong Id, IPEndPoint From) Key, TimeSpan At)> _ages = new();
    private readonly Dictionary<(ulong Id, IPEndPoint From), TimeSpan> _done = [];
    private readonly Queue<((ulong Id, IPEndPoint From) Key, TimeSpan At)> _doneAges = new();

    /// <summary>Bytes of messages that are not whole.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes a datagram that begins like a chunk.</summary>
    /// <param name="datagram">All of it.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="now">On a clock that never goes back.</param>
    /// <param name="whole">The message, when this was the last of its chunks.</param>
    /// <param name="reason">Why it is rejected.</param>
    public ChunkResult Take(ReadOnlySpan<byte> datagram, IPEndPoint from, TimeSpan now, out byte[] whole, out string reason)
    {
        whole = [];
        reason = "";
        if (datagram.Length <= HeadBytes)
        {
            reason = "a chunk has no content";
            return ChunkResult.Rejected;
        }

        var key = (BinaryPrimitives.ReadUInt64LittleEndian(datagram[2..]), from);
        var (number, count) = (datagram[10], datagram[11]);
        if (count is 0 or > MostChunks || number >= count)
        {
            reason = $"a chunk says it is number {number} of {count}";
            return ChunkResult.Rejected;
        }

        if (_done.ContainsKey(key))
            return ChunkResult.Duplicate;
        if (!_open.TryGetValue(key, out var message))
        {
            if (_open.Count >= mostMessages)
            {
                reason = $"{mostMessages} messages wait for chunks already";
                return ChunkResult.Rejected;
            }

            _open.Add(key, message = new Message(count));
            _ages.Enqueue((key, now));
        }

        if (message.Parts.Length != count)
        {
            reason = $"a chunk says there are {count} of them, an earlier one said {message.Parts.Length}";
            return ChunkResult.Rejected;
        }

        if (message.Parts[number] is not null)
            return ChunkResult.Duplicate;
        var content = datagram[HeadBytes..];
        if (Bytes + content.Length > mostBytes)
        {
            reason = "messages that wait for chunks hold as much as they may";
            return ChunkResult.Rejected;
        }

        message.Parts[number] = content.ToArray();
        message.Here++;
        message.Bytes += content.Length;
        Bytes += content.Length;
        if (message.Here < count)
            return ChunkResult.Waiting;
        Remove(key, message);
        _done[key] = now;
        _doneAges.Enqueue((key, now));
        whole = new byte[message.Bytes];
        var at = 0;
        foreach (var part in message.Parts)
        {
            part!.CopyTo(whole, at);
            at += part.Length;
        }

        return ChunkResult.Whole;
    }

    /// <summary>The messages whose time is up.</summary>
    public IReadOnlyList<LostMessage> Expire(TimeSpan now)
    {
        while (_doneAges.TryPeek(out var done) && now - done.At >= Patience)
        {
            _doneAges.Dequeue();
            _done.Remove(done.Key);
        }

        List<LostMessage> lost = [];
        while (_ages.TryPeek(out var oldest) && now - oldest.At >= Patience)
        {
            _ages.Dequeue();
            if (!_open.TryGetValue(oldest.Key, out var message))
                continue;
            Remove(oldest.Key, message);
            var begin = message.Parts.FirstOrDefault(p => p is not null) ?? [];
            lost.Add(new LostMessage(oldest.Key.From, $"{message.Here} of its {message.Parts.Length} chunks came within {Patience.TotalSeconds:0} s", begin, message.Bytes));
        }

        return lost;
    }

    /// <summary>Something waits for its time.</summary>
    public bool IsWaiting => _ages.Count + _doneAges.Count > 0;

    private void Remove((ulong Id, IPEndPoint From) key, Message message)
    {
        _open.Remove(key);
        Bytes -= message.Bytes;
    }

    private sealed class Message(int count)
    {
        public byte[]?[] Parts { get; } = new byte[]?[count];

        public int Here { get; set; }

        public int Bytes { get; set; }
    }
}
