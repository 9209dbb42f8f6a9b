using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Engine.Remote.Tests;

/// <summary>A hand-made peer that speaks the protocol, or does not.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };

    public static async Task<RawPeer> Connect(int port)
    {
        var peer = new RawPeer();
        await peer._client.ConnectAsync(IPAddress.Loopback, port);
        return peer;
    }

    public async Task Associate(string system, int port, int uid)
    {
        await Send(new AkkaProtocolMessage
        {
            Instruction = new AkkaControlMessage
            {
                CommandType = CommandType.Associate,
                HandshakeInfo = new AkkaHandshakeInfo { Origin = new AddressData { System = system, Hostname = "127.0.0.1", Port = (uint)port, Protocol = "tcp" }, Uid = (ulong)uid },
            },
        }.ToByteArray());
        await Receive();
    }

    public Task Send(byte[] payload) => SendRaw([.. BitConverter.GetBytes(payload.Length), .. payload]);

    public async Task SendRaw(byte[] bytes) => await _client.GetStream().WriteAsync(bytes);

    /// <summary>The next frame's payload, or null when our node has closed.</summary>
    public async Task<byte[]?> Receive()
    {
        using var patience = new CancellationTokenSource(Systems.Patience);
        var header = new byte[FrameReader.HeaderSize];
        try
        {
            await _client.GetStream().ReadExactlyAsync(header, patience.Token);
            var payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
            await _client.GetStream().ReadExactlyAsync(payload, patience.Token);
            return payload;
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            return null;
        }
    }

    public async Task<bool> IsClosed()
    {
        byte[]? frame;
        do
            frame = await Receive();
        while (frame != null);
        return true;
    }

    public static byte[] Envelope(string recipient, byte[] message, int serializerId, string manifest, ulong seq = ulong.MaxValue) => new AkkaProtocolMessage
    {
        Payload = new AckAndEnvelopeContainer
        {
            Envelope = new RemoteEnvelope
            {
                Recipient = new ActorRefData { Path = recipient },
                Message = new Payload { Message = ByteString.CopyFrom(message), SerializerId = serializerId, MessageManifest = ByteString.CopyFromUtf8(manifest) },
                Seq = seq,
            },
        }.ToByteString(),
    }.ToByteArray();

    public void Dispose() => _client.Dispose();
}
