using System.IO.Pipelines;
using System.Net.Sockets;

namespace Akka.Remote.Transport.Tcp;

/// <summary>The socket half of a link. Belongs to the I/O thread.</summary>
internal sealed class TcpChannel(Link link, int token)
{
    // One segment holds several frames of the largest size, so that few frames cross from one to the next.
    private static readonly PipeOptions InputOptions = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 0, resumeWriterThreshold: 0, minimumSegmentSize: ReadSize, useSynchronizationContext: false);

    public const int ReadSize = 256 * 1024;

    public readonly Link Link = link;
    public readonly int Token = token;
    public readonly Pipe Input = new(InputOptions);

    public Socket Socket;
    public nint Handle;
    public bool Connecting;

    /// <summary>Null without enable-ssl.</summary>
    public TlsLayer Tls;
    public string RemoteHost;

    /// <summary>The chunk on its way and how much of it the socket took.</summary>
    public Chunk Sending;
    public bool WaitsForWrite;
    /// <summary>What the peer sends is left in the socket until the reader has caught up.</summary>
    public bool Paused;

    /// <summary>Close once the outbox is empty.</summary>
    public bool CloseWhenSent;
    /// <summary>Our side is shut; what still comes is dropped until the peer ends or this moment passes.</summary>
    public long LingerUntil;
    public bool Lingering;
    public bool Closed;
}
