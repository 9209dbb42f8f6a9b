namespace Akka.Actor.Internal;

public class ChildNameReserved : IChildStats
{
    private ChildNameReserved() { }

    public static ChildNameReserved Instance { get; } = new();

    public override string ToString() => "Name";
}

/// <summary>What supervision remembers of a child: how often it was restarted within the window.</summary>
public class ChildRestartStats : IChildStats
{
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public IInternalActorRef Child { get; }
    public long Uid => Child.Path.Uid;
    public uint MaxNrOfRetriesCount { get; private set; }
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts a restart. Negative limits do not limit; a window of 0 or less never ends.</summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds) => RequestRestartPermission(maxNrOfRetries, withinTimeMilliseconds, Clock());

    internal bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds, TimeSpan now)
    {
        if (maxNrOfRetries == 0) return false;
        bool limited = maxNrOfRetries > 0;
        bool windowed = withinTimeMilliseconds > 0;
        if (!limited && !windowed) return true;
        if (!windowed) return ++MaxNrOfRetriesCount <= maxNrOfRetries;
        int retries = limited ? maxNrOfRetries : 1;
        long window = withinTimeMilliseconds * TimeSpan.TicksPerMillisecond;
        if (RestartTimeWindowStartTicks == 0 || now.Ticks - RestartTimeWindowStartTicks > window)
        {
            RestartTimeWindowStartTicks = Math.Max(1, now.Ticks);
            MaxNrOfRetriesCount = 1;
            return true;
        }
        return ++MaxNrOfRetriesCount <= retries;
    }

    private TimeSpan Clock() =>
        Child is ActorRefWithCell { Underlying.System.Scheduler: { } scheduler } ? scheduler.MonotonicClock : TimeSpan.FromMilliseconds(Environment.TickCount64);
}
