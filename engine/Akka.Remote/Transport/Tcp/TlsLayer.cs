using System.IO.Pipelines;
using System.Net.Security;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// TLS between a socket and its frames, driven by the I/O thread alone: bytes from the socket are fed in, every continuation of the
/// handshake and of reads runs inside of <see cref="Feed"/>, and what has to go out gathers in <see cref="Outgoing"/>.
/// </summary>
internal sealed class TlsLayer : IDisposable
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 0, resumeWriterThreshold: 0, minimumSegmentSize: 32 * 1024, useSynchronizationContext: false);

    private readonly Pipe _incoming = new(Inline);
    private readonly Pipe _outgoing = new(Inline);
    private readonly SslStream _ssl;
    private string _refusal;

    public TlsLayer() => _ssl = new SslStream(new Wire(_incoming.Reader, _outgoing.Writer));

    public bool IsEstablished { get; private set; }

    public Exception Failure { get; private set; }

    /// <summary>What failed, in words for both the side that refused and the one that was refused.</summary>
    public string Reason => _refusal ?? Meaning(Failure);

    public PipeReader Outgoing => _outgoing.Reader;

    /// <summary>Starts the handshake; <paramref name="established"/> and then <paramref name="received"/> are called on the I/O thread.</summary>
    public void Start(SslSettings settings, string host, Action established, PipeWriter plain, Action received) =>
        _ = Run(settings, host, established, plain, received);

    public Memory<byte> GetMemory() => _incoming.Writer.GetMemory(16 * 1024);

    public void Feed(int count)
    {
        _incoming.Writer.Advance(count);
        _incoming.Writer.FlushAsync().GetAwaiter().GetResult();
    }

    /// <summary>Encrypts into <see cref="Outgoing"/>; never waits, because that takes everything.</summary>
    public void Encrypt(ReadOnlySpan<byte> bytes) => _ssl.Write(bytes);

    public void Dispose()
    {
        _incoming.Writer.Complete();
        _outgoing.Reader.Complete();
        _ssl.Dispose();
    }

    private async Task Run(SslSettings settings, string host, Action established, PipeWriter plain, Action received)
    {
        try
        {
            if (host == null)
                await _ssl.AuthenticateAsServerAsync(settings.ForServer(reason => _refusal = reason)).ConfigureAwait(false);
            else
                await _ssl.AuthenticateAsClientAsync(settings.ForClient(host, reason => _refusal = reason)).ConfigureAwait(false);
            IsEstablished = true;
            established();
            while (true)
            {
                var count = await _ssl.ReadAsync(plain.GetMemory(16 * 1024)).ConfigureAwait(false);
                if (count == 0)
                    return;
                plain.Advance(count);
                plain.FlushAsync().GetAwaiter().GetResult();
                received();
            }
        }
        catch (Exception e)
        {
            Failure = e;
        }
    }

    /// <summary>OpenSSL names the alert of the other side in the innermost message only.</summary>
    private static string Meaning(Exception failure)
    {
        var innermost = failure.GetBaseException().Message;
        bool Says(string alert) => innermost.Contains(alert, StringComparison.OrdinalIgnoreCase);
        if (Says("certificate required") || Says("did not return a certificate"))
            return "the other side requires a certificate and got none (akka.remote.dot-netty.tcp.ssl.require-mutual-authentication)";
        if (Says("expired"))
            return "the other side refused this side's certificate: expired";
        if (Says("unknown ca") || Says("bad certificate") || Says("certificate unknown") || Says("access denied"))
            return "the other side does not trust this side's certificate";
        if (Says("wrong version number") || Says("unexpected") || Says("corrupted frame"))
            return $"the other side does not speak TLS 1.3 ({innermost})";
        return innermost;
    }

    /// <summary>What SslStream takes for the network.</summary>
    private sealed class Wire(PipeReader reader, PipeWriter writer) : Stream
    {
        private readonly Stream _reading = reader.AsStream();

        public override bool CanRead => true;
        public override bool CanWrite => true;
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _reading.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => _reading.Read(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var place = writer.GetSpan(buffer.Length);
            buffer.CopyTo(place);
            writer.Advance(buffer.Length);
            writer.FlushAsync().GetAwaiter().GetResult();
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
