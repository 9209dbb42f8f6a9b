using System.Net;
using System.Net.Sockets;
using System.Text;
using Petabridge.Cmd.Wire;

namespace Petabridge.Cmd.Tool;

/// <summary>
/// A connection to a host: the palettes it greeted with, and the answers to commands. One thread that waits in poll: what asynchronous sockets need to start is
/// half the time of a short command.
/// </summary>
internal sealed class Client : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    private const int MaxLine = 64 << 20;

    private readonly Socket _socket;
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private int _lastId;

    private Client(Socket socket) => _socket = socket;

    public IReadOnlyList<CommandPalette> Palettes { get; private set; } = [];

    public static Client Connect(Target target)
    {
        var deadline = Environment.TickCount64 + (long)ConnectPatience.TotalMilliseconds;
        Socket socket = null;
        try
        {
            socket = Connected(target, deadline) ?? throw Late(target);
            var client = new Client(socket);
            client.Greet(target, deadline);
            return client;
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The answer to a command, response by response. Interrupted, the host is told that nobody wants more; the caller is asked before the first part of an answer
    /// that has several, and whenever nothing has come for a while.
    /// </summary>
    public IEnumerable<(string Text, bool Error)> Execute(Command command, Func<bool> isInterrupted)
    {
        var id = ++_lastId;
        Send(Lines.Request(id, command));
        while (true)
        {
            string line;
            while ((line = TakeLine()) is null)
            {
                if (_socket.Poll(LookInterval, SelectMode.SelectRead))
                {
                    Fill();
                }
                else if (isInterrupted())
                {
                    Send(Lines.Cancel(id));
                    yield break;
                }
            }
            if (Lines.ReadResponse(line) is not { } response)
                throw new IOException($"the host's answer is not understood: {line}");
            // What a command that was ended had still said.
            if (response.Id != id && response.Id != 0)
                continue;
            if (!response.Final && isInterrupted())
            {
                Send(Lines.Cancel(id));
                yield break;
            }
            yield return (response.Text, response.Error);
            if (response.Final)
                yield break;
        }
    }

    public void Dispose() => _socket.Dispose();

    // A name may stand for several addresses; the first that answers counts. Null when time is over.
    private static Socket Connected(Target target, long deadline)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : Dns.GetHostAddresses(target.Host);
        // On this machine somebody listens or nobody does, at once; that connecting goes on comes as an exception, and the first one is dear.
        if (addresses is [var own] && IPAddress.IsLoopback(own))
        {
            var socket = new Socket(own.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(own, target.Port);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        for (var i = 0; i < addresses.Length; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
            try
            {
                socket.Connect(addresses[i], target.Port);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // The answer comes below.
                if (!socket.Poll(Left(deadline), SelectMode.SelectWrite))
                {
                    socket.Dispose();
                    return null;
                }
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                socket.Dispose();
                continue;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
            var error = (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error);
            if (error == 0)
            {
                socket.Blocking = true;
                return socket;
            }
            socket.Dispose();
            if (i == addresses.Length - 1)
                throw new SocketException(error);
        }
        throw new SocketException((int)SocketError.HostNotFound);
    }

    private void Greet(Target target, long deadline)
    {
        (Palettes, var wantsToken) = ReadGreeting(target, deadline);
        if (!wantsToken)
            return;
        if (target.Token.Length == 0)
            throw new InvalidDataException($"{target.Host}:{target.Port} asks for the run's token: name the run directory with --run-dir, where the access file has it.");
        Send(Lines.Token(target.Token));
        (Palettes, _) = ReadGreeting(target, deadline);
    }

    private (IReadOnlyList<CommandPalette> Palettes, bool WantsToken) ReadGreeting(Target target, long deadline)
    {
        string line;
        while ((line = TakeLine()) is null)
        {
            if (!_socket.Poll(Left(deadline), SelectMode.SelectRead))
                throw Late(target);
            Fill();
        }
        if (Lines.ReadGreeting(line, out var wants) is { } palettes)
            return (palettes, wants);
        if (Lines.ReadResponse(line) is { Error: true } refusal)
            throw new InvalidDataException(refusal.Text);
        throw new InvalidDataException($"{target.Host}:{target.Port} is no host of Muster's own pbm: another service listens there, or hosts built with CmdEngine=petabridge, to which the official pbm belongs.");
    }

    private static TimeoutException Late(Target target) =>
        new($"{target.Host}:{target.Port} does not greet as a host of Muster within {ConnectPatience.TotalSeconds:0} s: is it another port?");

    private static TimeSpan Left(long deadline) => TimeSpan.FromMilliseconds(Math.Max(0, deadline - Environment.TickCount64));

    private void Send(string line)
    {
        try
        {
            _socket.Send(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>The next whole line that has come; null when there is none.</summary>
    private string TakeLine()
    {
        var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0)
            return null;
        var line = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 1;
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == MaxLine)
            throw new IOException($"the host's answer is longer than {MaxLine >> 20} MiB");
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        int read;
        try
        {
            read = _socket.Receive(_buffer, _end, _buffer.Length - _end, SocketFlags.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
        if (read == 0)
        {
            // The end of another service's words may come without an end of line.
            if (_end > 0 && _buffer[_end - 1] != '\n')
                _buffer[_end++] = (byte)'\n';
            else
                throw new IOException("the host closed the connection");
        }
        _end += read;
    }
}
