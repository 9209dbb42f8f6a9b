using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Coordination;

namespace Akka.Simulation;

/// <summary>What stands in for the file that all hosts of an allocation can see: who holds which lease, and until when it is honoured.</summary>
internal sealed class LeaseStore
{
    private readonly Dictionary<string, (string Owner, TimeSpan Until)> _held = [];

    public static ConcurrentDictionary<string, LeaseStore> ByName { get; } = new();

    public int Granted { get; private set; }

    public bool TryTake(string lease, string owner, TimeSpan now, TimeSpan validFor)
    {
        if (_held.TryGetValue(lease, out var holder) && holder.Owner != owner && holder.Until > now)
            return false;
        if (holder.Owner != owner)
            Granted++;
        _held[lease] = (owner, now + validFor);
        return true;
    }

    public bool IsHeld(string lease, string owner, TimeSpan now) => _held.TryGetValue(lease, out var holder) && holder.Owner == owner && holder.Until > now;

    public void Give(string lease, string owner)
    {
        if (_held.TryGetValue(lease, out var holder) && holder.Owner == owner)
            _held.Remove(lease);
    }
}

/// <summary>
/// A lease over the public API as a file lease would be: the holder renews it while it lives, and somebody else may take it once the
/// holder has not for the heartbeat timeout. The answer takes its time, as a shared file system does.
/// </summary>
public sealed class SharedLease : Lease
{
    private static readonly TimeSpan AnswerAfter = TimeSpan.FromMilliseconds(20);
    private readonly LeaseStore _store;
    private readonly IScheduler _scheduler;
    private ICancelable _renewal;

    public SharedLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        _store = LeaseStore.ByName[settings.LeaseConfig.GetString("store")];
        _scheduler = system.Scheduler;
    }

    private TimeSpan Now => _scheduler.MonotonicClock;

    private TimeSpan ValidFor => Settings.TimeoutSettings.HeartbeatTimeout;

    public override Task<bool> Acquire() => Acquire(null);

    public override Task<bool> Acquire(Action<Exception> leaseLostCallback) => Later(() =>
    {
        if (!_store.TryTake(Settings.LeaseName, Settings.OwnerName, Now, ValidFor))
            return false;
        _renewal ??= _scheduler.Advanced.ScheduleRepeatedlyCancelable(Settings.TimeoutSettings.HeartbeatInterval, Settings.TimeoutSettings.HeartbeatInterval, () =>
        {
            if (_renewal is not null && !_store.TryTake(Settings.LeaseName, Settings.OwnerName, Now, ValidFor))
            {
                StopRenewing();
                leaseLostCallback?.Invoke(null);
            }
        });
        return true;
    });

    public override Task<bool> Release() => Later(() =>
    {
        StopRenewing();
        _store.Give(Settings.LeaseName, Settings.OwnerName);
        return true;
    });

    public override bool CheckLease() => _store.IsHeld(Settings.LeaseName, Settings.OwnerName, Now);

    private void StopRenewing()
    {
        _renewal?.Cancel();
        _renewal = null;
    }

    private Task<bool> Later(Func<bool> operation)
    {
        var answer = new TaskCompletionSource<bool>();
        _scheduler.Advanced.ScheduleOnce(AnswerAfter, () => answer.SetResult(operation()));
        return answer.Task;
    }
}
