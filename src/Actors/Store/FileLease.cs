using System.Text;
using Akka.Actor;
using Akka.Coordination;

namespace Muster.Actors.Store;

/// <summary>
/// A lease in a file of the run directory: of the parts of a divided cluster only the one that gets it goes on. Its holder renews it; one that nobody has
/// renewed for the heartbeat's time-out is free again. Ages are taken by the file system's clock alone, so that hosts whose clocks differ or jump agree.
/// </summary>
public sealed class FileLease : Lease
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private readonly string _path;
    private readonly IScheduler _scheduler;
    private ICancelable? _renewal;
    private Action<Exception?>? _lost;
    private volatile bool _held;

    /// <summary>Made by the lease provider; the section has the key <c>directory</c>.</summary>
    public FileLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        _path = Path.Combine(settings.LeaseConfig.GetString("directory"), settings.LeaseName + ".lease");
        _scheduler = system.Scheduler;
    }

    /// <inheritdoc/>
    public override bool CheckLease() => _held;

    /// <inheritdoc/>
    public override Task<bool> Acquire() => Acquire(null!);

    /// <inheritdoc/>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        _lost = leaseLostCallback!;
        var taken = await Exchange(owner => owner.Length == 0 || owner == Settings.OwnerName, Settings.OwnerName).ConfigureAwait(false);
        if (taken && !_held)
        {
            _held = true;
            var interval = Settings.TimeoutSettings.HeartbeatInterval;
            _renewal = _scheduler.Advanced.ScheduleRepeatedlyCancelable(interval, interval, () => _ = Renew());
        }
        return taken;
    }

    /// <inheritdoc/>
    public override async Task<bool> Release()
    {
        (_held, _lost) = (false, null);
        _renewal?.Cancel();
        // Another's lease, or nobody's, is free of this owner as well.
        await Exchange(owner => owner == Settings.OwnerName, "").ConfigureAwait(false);
        return true;
    }

    private async Task Renew()
    {
        if (!_held)
            return;
        Exception? cause = null;
        try
        {
            if (await Exchange(owner => owner == Settings.OwnerName, Settings.OwnerName).ConfigureAwait(false))
                return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LeaseException)
        {
            cause = e;
        }
        _held = false;
        _renewal?.Cancel();
        _lost?.Invoke(cause);
    }

    /// <summary>Writes an owner if the one that is there (none, when it has not renewed in time) fits. The file is locked meanwhile.</summary>
    private async Task<bool> Exchange(Predicate<string> fits, string owner)
    {
        // File calls may take long on a shared file system: never on the caller's time.
        await Task.Yield();
        await using var file = await Lock().ConfigureAwait(false);
        var current = OwnerIn(file);
        if (current.Length > 0 && current != Settings.OwnerName && Now() - File.GetLastWriteTimeUtc(_path) > Settings.TimeoutSettings.HeartbeatTimeout)
            current = "";
        if (!fits(current))
            return false;
        file.Position = 0;
        file.Write(Encoding.UTF8.GetBytes(owner));
        file.SetLength(file.Position);
        file.Flush(flushToDisk: true);
        return true;
    }

    private static string OwnerIn(FileStream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        return reader.ReadToEnd();
    }

    private async Task<FileStream> Lock()
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e)
            {
                if (TimeProvider.System.GetElapsedTime(until) > Settings.TimeoutSettings.OperationTimeout)
                    throw new LeaseTimeoutException($"The lease file {_path} cannot be locked: {e.Message}", e);
                await Task.Delay(LockPause).ConfigureAwait(false);
            }
        }
    }

    // What the file system takes for now.
    private DateTime Now()
    {
        var probe = $"{_path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(probe, []);
        var now = File.GetLastWriteTimeUtc(probe);
        File.Delete(probe);
        return now;
    }
}
