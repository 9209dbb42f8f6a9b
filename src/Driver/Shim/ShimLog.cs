using System.Globalization;
using System.Text;

namespace Muster.Driver.Shim;

/// <summary>The shim's log file: a record a line, each as soon as it is known, what programs printed byte by byte as they did. On the disk when it is closed.</summary>
internal sealed class ShimLog : IAsyncDisposable
{
    private const string FallBack = "/tmp";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly FileStream _file;
    private readonly TimeZoneInfo _zone;

    private ShimLog(FileStream file, TimeZoneInfo zone) => (_file, _zone) = (file, zone);

    public string Path => _file.Name;

    /// <summary>Opens PREFIX_MM_DD_HH_MM_SS.log to append to, in the folder or, where that cannot be written, in /tmp.</summary>
    public static ShimLog Open(string folder, string prefix, DateTimeOffset now, TimeZoneInfo zone)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{TimeZoneInfo.ConvertTime(now, zone):MM_dd_HH_mm_ss}.log");
        try
        {
            return new ShimLog(Append(System.IO.Path.Combine(folder, name)), zone);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ShimLog(Append(System.IO.Path.Combine(FallBack, name)), zone);
        }
    }

    /// <summary>Writes a record. What follows the text ends up in it unchanged.</summary>
    public async Task WriteAsync(DateTimeOffset at, string level, string logger, string text, IAsyncEnumerable<ReadOnlyMemory<byte>>? more = null)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var local = TimeZoneInfo.ConvertTime(at, _zone);
            await _file.WriteAsync(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm:ss,fff} {level,-8} {logger} :: {text}"))).ConfigureAwait(false);
            if (more is not null)
            {
                await foreach (var bytes in more.ConfigureAwait(false))
                    await _file.WriteAsync(bytes).ConfigureAwait(false);
            }

            await _file.WriteAsync("\n"u8.ToArray()).ConfigureAwait(false);
            await _file.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private static FileStream Append(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
}
