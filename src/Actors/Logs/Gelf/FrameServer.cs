using System.Buffers;
using System.Threading.Channels;

namespace Muster.Actors.Logs.Gelf;

/// <summary>Frames on one connection, ended by zero bytes: GELF of anybody, or batches of our own role loggers, which are told what is stored.</summary>
internal sealed class FrameServer(GelfFeed feed, FrameBudget budget, Action<ClientBatch> send, Action<ClientGone> gone)
{
    private const int ReadBytes = 64 * 1024;

    public async Task ServeAsync(Stream stream, GelfOrigin origin, CancellationToken end)
    {
        using var frames = new NulFrames(NulFrames.MostBytes, budget);
        var taker = new Taker(feed, origin, send);
        Task? saying = null;
        try
        {
            while (true)
            {
                await feed.Gate.OpenedAsync().WaitAsync(end).ConfigureAwait(false);
                // Nothing is rented while nothing comes.
                await stream.ReadAsync(Memory<byte>.Empty, end).ConfigureAwait(false);
                var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
                try
                {
                    var read = await stream.ReadAsync(buffer, end).ConfigureAwait(false);
                    if (read == 0)
                        return;
                    lock (feed.Turn)
                        frames.Take(buffer.AsSpan(0, read), taker);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                if (saying is null && taker.Link is { } link)
                    saying = SayAsync(stream, link.Words, end);
            }
        }
        finally
        {
            lock (feed.Turn)
            {
                if (taker.Link is null)
                    frames.End(taker);
            }

            if (taker.Link is { } link)
            {
                link.Close();
                gone(new ClientGone(link));
            }

            if (saying is not null)
                await saying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SayAsync(Stream stream, ChannelReader<byte[]> words, CancellationToken end)
    {
        await foreach (var word in words.ReadAllAsync(end).ConfigureAwait(false))
            await stream.WriteAsync(word, end).ConfigureAwait(false);
    }

    private sealed class Taker(GelfFeed feed, GelfOrigin origin, Action<ClientBatch> send) : IFrameTaker
    {
        public ClientLink? Link { get; private set; }

        public void Frame(ReadOnlySpan<byte> frame)
        {
            if (Link is { } link)
            {
                if (feed.Take(link, frame) is { } batch)
                    send(new ClientBatch(link, batch));
            }
            else if (ClientLink.IsControl(frame) && ClientLink.Open(frame, origin, feed.NowUs) is { } opened)
            {
                Link = opened;
            }
            else
            {
                feed.Message(frame, origin);
            }
        }

        public void Dropped(string reason, ReadOnlySpan<byte> begin, long size) => feed.Reject(reason, begin, size, origin);
    }
}
