using System.Buffers.Binary;
using System.Text;

namespace Muster.Actors.Ranks.Io;

/// <summary>Where a rank's stream goes.</summary>
internal enum StreamKind : byte
{
    Null = 0,
    Pipe = 1,
    File = 2,
}

/// <summary>One rank to start.</summary>
internal sealed record SpawnRequest
{
    public required uint Id { get; init; }

    public required ulong Group { get; init; }

    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<string> Environment { get; init; }

    public required string Directory { get; init; }

    public bool Pmi { get; init; }

    /// <summary>What started the warden of this rank has an environment and descriptors for it: they stay where nothing of ours has the same name.</summary>
    public bool Inherit { get; init; }

    public uint PipeBytes { get; init; }

    public IReadOnlyList<int> Cores { get; init; } = [];

    public IReadOnlyList<(uint Resource, ulong Soft, ulong Hard)> Limits { get; init; } = [];

    public StreamKind Input { get; init; }

    public string InputPath { get; init; } = "";

    public StreamKind Output { get; init; }

    public string OutputPath { get; init; } = "";

    public StreamKind Error { get; init; }

    public string ErrorPath { get; init; } = "";
}

/// <summary>What the warden says.</summary>
internal abstract record WardenEvent
{
    private WardenEvent()
    {
    }

    public sealed record Hello(uint Version, int Pid) : WardenEvent;

    /// <summary>A rank-wrap's hello.</summary>
    /// <param name="Speaks">What its launcher gave it to meet other ranks by.</param>
    public sealed record Joined(uint Version, int Pid, LauncherSpeech Speaks) : WardenEvent;

    public sealed record Started(uint Id, int Pid) : WardenEvent;

    public sealed record Refused(uint Id, SpawnStage Stage, int Error) : WardenEvent;

    /// <param name="Stopped">A stop of its group signalled it while it lived.</param>
    public sealed record Exited(uint Id, int Pid, int Code, int Signal, bool Stopped, long RuntimeUs, long UserUs, long SystemUs, long MaxRssKib) : WardenEvent;

    public sealed record Stray(ulong Group, int Pid, string Name) : WardenEvent;

    /// <param name="Left">Those that SIGKILL did not end within its patience: they hang in the kernel.</param>
    public sealed record GroupGone(ulong Group, int Strays, int Left) : WardenEvent;

    public sealed record SignalFailed(uint Id, int Signal, int Error) : WardenEvent;
}

/// <summary>The ways to meet other ranks that a launcher offers.</summary>
[Flags]
internal enum LauncherSpeech
{
    None = 0,
    Pmi = 1,
    Pmix = 2,
    OpenMpi = 4,
}

/// <summary>Where a start failed.</summary>
internal enum SpawnStage
{
    Message = 1,
    Pipes,
    Fork,
    Parent,
    ProcessGroup,
    Affinity,
    Limit,
    Directory,
    Input,
    Output,
    Error,
    Exec,
}

/// <summary>The host's half of native/warden/wire.h; native/README.md has the grammar.</summary>
internal static class WardenWire
{
    public const int HeaderBytes = 8;
    public const int MaxBody = 4 << 20;
    public const int MaxDescriptors = 4;
    public const uint Version = 3;

    private const ushort CommandSpawn = 1;
    private const ushort CommandSignal = 2;
    private const ushort CommandStop = 3;
    private const uint FlagPmi = 1;
    private const uint FlagInherit = 2;

    public static byte[] Spawn(SpawnRequest request)
    {
        var text = Encoding.UTF8;
        var strings = new List<string>(request.Arguments.Count + request.Environment.Count + 5)
        {
            request.Program, request.Directory, request.InputPath, request.OutputPath, request.ErrorPath,
        };
        strings.AddRange(request.Arguments);
        strings.AddRange(request.Environment);
        var length = 40 + request.Cores.Count * 4 + request.Limits.Count * 24;
        foreach (var s in strings)
            // On the wire a NUL ends a string, as it does for exec.
            length += s.Contains('\0', StringComparison.Ordinal)
                ? throw new ArgumentException($"an argument or variable of {request.Program} holds a NUL character")
                : text.GetByteCount(s) + 1;
        if (length > MaxBody)
            throw new ArgumentException($"arguments and environment of {request.Program} take {length} bytes, more than {MaxBody}");

        var message = new byte[HeaderBytes + length];
        var at = Header(message, length, CommandSpawn);
        at = U64(message, at, request.Group);
        at = U32(message, at, request.Id);
        at = U32(message, at, (request.Pmi ? FlagPmi : 0) | (request.Inherit ? FlagInherit : 0));
        at = U32(message, at, request.PipeBytes);
        message[at++] = (byte)request.Input;
        message[at++] = (byte)request.Output;
        message[at++] = (byte)request.Error;
        message[at++] = 0;
        at = U32(message, at, (uint)request.Cores.Count);
        at = U32(message, at, (uint)request.Limits.Count);
        at = U32(message, at, (uint)request.Arguments.Count);
        at = U32(message, at, (uint)request.Environment.Count);
        foreach (var core in request.Cores)
            at = U32(message, at, (uint)core);
        foreach (var (resource, soft, hard) in request.Limits)
        {
            at = U32(message, at, resource);
            at = U32(message, at, 0);
            at = U64(message, at, soft);
            at = U64(message, at, hard);
        }
        foreach (var s in strings)
            at += text.GetBytes(s, message.AsSpan(at)) + 1;
        return message;
    }

    public static byte[] Signal(uint id, int signal)
    {
        var message = new byte[HeaderBytes + 8];
        var at = Header(message, 8, CommandSignal);
        at = U32(message, at, id);
        U32(message, at, (uint)signal);
        return message;
    }

    public static byte[] Stop(ulong group, int firstSignal, StopPatience patience)
    {
        var message = new byte[HeaderBytes + 24];
        var at = Header(message, 24, CommandStop);
        at = U64(message, at, group);
        at = U32(message, at, (uint)firstSignal);
        at = U32(message, at, (uint)patience.Interrupt);
        at = U32(message, at, (uint)patience.Terminate);
        U32(message, at, (uint)patience.Kill);
        return message;
    }

    /// <summary>Reads a header; false when it breaks the grammar.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out int length, out ushort type, out int descriptors)
    {
        length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes), int.MaxValue);
        type = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        descriptors = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        return length <= MaxBody && descriptors <= MaxDescriptors;
    }

    /// <summary>Reads an event's body, or null when it breaks the grammar.</summary>
    public static WardenEvent? ReadEvent(ushort type, ReadOnlySpan<byte> body) => (type, body.Length) switch
    {
        // Of any length: what another version says first is understood well enough to name that version.
        (65, >= 8) => new WardenEvent.Hello(Read32(body, 0), (int)Read32(body, 4)),
        (66, 8) => new WardenEvent.Started(Read32(body, 0), (int)Read32(body, 4)),
        (67, 12) => new WardenEvent.Refused(Read32(body, 0), (SpawnStage)Read32(body, 4), (int)Read32(body, 8)),
        (68, 56) => new WardenEvent.Exited(
            Read32(body, 0), (int)Read32(body, 4), (int)Read32(body, 8), (int)Read32(body, 12), Read32(body, 16) != 0,
            Read64(body, 24), Read64(body, 32), Read64(body, 40), Read64(body, 48)),
        (69, 28) => new WardenEvent.Stray((ulong)Read64(body, 0), (int)Read32(body, 8), Name(body[12..])),
        (70, 16) => new WardenEvent.GroupGone((ulong)Read64(body, 0), (int)Read32(body, 8), (int)Read32(body, 12)),
        (71, 12) => new WardenEvent.SignalFailed(Read32(body, 0), (int)Read32(body, 4), (int)Read32(body, 8)),
        (72, 12) => new WardenEvent.Joined(Read32(body, 0), (int)Read32(body, 4), (LauncherSpeech)Read32(body, 8)),
        _ => null,
    };

    private static string Name(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static int Header(byte[] message, int length, ushort type)
    {
        U32(message, 0, (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), type);
        return HeaderBytes;
    }

    private static int U32(byte[] message, int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(at), value);
        return at + 4;
    }

    private static int U64(byte[] message, int at, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(at), value);
        return at + 8;
    }

    private static uint Read32(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt32LittleEndian(body[at..]);

    private static long Read64(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadInt64LittleEndian(body[at..]);
}
