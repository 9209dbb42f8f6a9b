using System.Globalization;

namespace Muster.RoleLoggers;

/// <summary>
/// Messages on disk, in order, each ended by a zero byte. The file is locked while its process lives; what a process left behind is taken over by the next one with a logger of that name.
/// </summary>
internal sealed class Spool : IDisposable
{
    private const int CopyBytes = 64 * 1024;

    private readonly FileStream _file;
    private readonly long _most;
    private long _read;

    private Spool(FileStream file, long most)
    {
        _file = file;
        _most = most;
        Cut();
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes => _file.Length - _read;

    /// <summary>Where it is.</summary>
    public string Path => _file.Name;

    /// <summary>Messages of earlier processes that were taken in.</summary>
    public long Adopted { get; private set; }

    /// <summary>True when earlier processes may have left something.</summary>
    public static bool IsLeft(string folder, string name) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"{Safe(name)}.*.spool").Any();

    /// <summary>Opens a file of its own in the folder, and takes in what files of the same name left there that nobody holds.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="name">Of the logger.</param>
    /// <param name="most">Bytes that may wait.</param>
    public static Spool Open(string folder, string name, long most)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var safe = Safe(name);
        var number = 0;
        FileStream? own = null;
        while (own is null)
            own = TryOpen(System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{safe}.{Environment.ProcessId}.{number++}.spool")), FileMode.CreateNew);
        var spool = new Spool(own, most);
        foreach (var left in Directory.GetFiles(folder, $"{safe}.*.spool").Where(f => f != own.Name).Order(StringComparer.Ordinal))
            spool.TakeOver(left);
        return spool;
    }

    /// <summary>Adds a message; false when the file is full or cannot be written.</summary>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        if (_file.Length + message.Length + 1 > _most)
            return false;
        var end = _file.Length;
        try
        {
            _file.Position = end;
            _file.Write(message);
            _file.WriteByte(0);
            _file.Flush();
            return true;
        }
        catch (IOException)
        {
            // A full disk: half a message would spoil the next.
            _file.SetLength(end);
            return false;
        }
    }

    /// <summary>The oldest messages, about so many bytes and one at least; they stay until <see cref="Forget"/>.</summary>
    /// <param name="skip">Bytes that were read already.</param>
    /// <param name="most">Bytes wanted.</param>
    public byte[] Peek(long skip, int most)
    {
        var wanted = most;
        while (true)
        {
            var buffer = new byte[Math.Min(wanted, Bytes - skip)];
            _file.Position = _read + skip;
            _file.ReadExactly(buffer);
            var end = Array.LastIndexOf(buffer, (byte)0);
            if (end >= 0 || buffer.Length < wanted)
                return buffer[..(end + 1)];
            wanted *= 2;
        }
    }

    /// <summary>The oldest bytes are not needed any more.</summary>
    public void Forget(long bytes)
    {
        _read += bytes;
        if (_read < _file.Length)
            return;
        _file.SetLength(0);
        _read = 0;
    }

    /// <summary>Puts messages before all others.</summary>
    public void PutBack(ReadOnlySpan<byte> messages)
    {
        var rest = new byte[Bytes];
        _file.Position = _read;
        _file.ReadExactly(rest);
        _file.SetLength(0);
        _read = 0;
        _file.Write(messages);
        _file.Write(rest);
        _file.Flush();
    }

    public void Dispose()
    {
        var path = _file.Name;
        var empty = Bytes == 0;
        if (!empty && _read > 0)
            PutBack(default);
        _file.Dispose();
        if (empty)
            File.Delete(path);
    }

    private static string Safe(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));

    private void TakeOver(string path)
    {
        using var left = TryOpen(path, FileMode.Open);
        if (left is null)
            return;
        var buffer = new byte[CopyBytes];
        if (_file.Length + left.Length > _most)
            return;
        int read;
        _file.Position = _file.Length;
        while ((read = left.Read(buffer)) > 0)
        {
            _file.Write(buffer.AsSpan(0, read));
            Adopted += buffer.AsSpan(0, read).Count((byte)0);
        }

        _file.Flush(flushToDisk: true);
        Cut();
        File.Delete(path);
    }

    // What ends without a zero byte was being written when its process was killed.
    private void Cut()
    {
        var end = _file.Length;
        while (end > 0)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == 0)
                break;
            end--;
        }

        _file.SetLength(end);
    }

    private static FileStream? TryOpen(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = mode,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = mode == FileMode.CreateNew ? UnixFileMode.UserRead | UnixFileMode.UserWrite : null,
            });
        }
        catch (IOException)
        {
            return null;
        }
    }
}
