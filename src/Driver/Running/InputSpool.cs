namespace Muster.Driver.Running;

/// <summary>What the head ranks read. Every run, and every attempt of it, reads all of it from the beginning, so the command's own input is kept in a file as it comes.</summary>
internal sealed class InputSpool : IAsyncDisposable
{
    private const int PieceBytes = 64 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly Task _filling;
    private readonly bool _own;

    private InputSpool(string path, Task filling, bool own) => (_path, _filling, _own) = (path, filling, own);

    /// <summary>Of a file.</summary>
    public static InputSpool OfFile(string path) => new(path, Task.CompletedTask, own: false);

    /// <summary>Of a stream that goes on coming.</summary>
    public static InputSpool Of(Stream input)
    {
        var path = Path.GetTempFileName();
        return new InputSpool(path, Task.Run(() => FillAsync(input, path)), own: true);
    }

    /// <summary>Hands all of it to <paramref name="put"/>, piece by piece with its offset; the last one, maybe empty, says so. False from it: nobody reads any more.</summary>
    public async Task PumpAsync(Func<long, ReadOnlyMemory<byte>, bool, Task<bool>> put, CancellationToken cancel)
    {
        var buffer = new byte[PieceBytes];
        await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        for (long offset = 0; ;)
        {
            // Asked before reading: what is not there by then never comes.
            var full = _filling.IsCompleted;
            var read = await file.ReadAsync(buffer, cancel).ConfigureAwait(false);
            if (read == 0 && !full)
            {
                await Task.Delay(Look, cancel).ConfigureAwait(false);
                continue;
            }

            if (!await put(offset, buffer.AsMemory(0, read), read == 0).ConfigureAwait(false) || read == 0)
                return;
            offset += read;
        }
    }

    public ValueTask DisposeAsync()
    {
        // A read of standard input cannot be given up; it ends with the process.
        if (_own)
            File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private static async Task FillAsync(Stream input, string path)
    {
        await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[PieceBytes];
        for (int read; (read = await input.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            file.Write(buffer, 0, read);
            file.Flush();
        }
    }
}
