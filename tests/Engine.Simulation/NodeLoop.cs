using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Simulation;

/// <summary>What one incarnation of a node runs on. Once dead, nothing of it happens any more.</summary>
internal sealed class NodeLoop : ISimulationLoop
{
    public NodeLoop(World world)
    {
        World = world;
        Scheduler = new VirtualScheduler(this);
    }

    public World World { get; }

    public IScheduler Scheduler { get; }

    public bool IsDead { get; private set; }

    public void Enqueue(IRunnable run)
    {
        if (!IsDead)
            World.Enqueue(this, run);
    }

    public void Die() => IsDead = true;
}

/// <summary>Timers of one node on the world's clock.</summary>
internal sealed class VirtualScheduler(NodeLoop node) : SchedulerBase(Config.Empty, NoLogger.Instance)
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected override DateTimeOffset TimeNow => Epoch + node.World.Now;

    public override TimeSpan MonotonicClock => node.World.Now;

    public override TimeSpan HighResMonotonicClock => node.World.Now;

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Once(delay, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Once(delay, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Once(delay, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action.Run, cancelable);

    private void Once(TimeSpan delay, Action action, ICancelable cancelable) => node.World.At(node.World.Now + delay, node, () =>
    {
        if (cancelable?.IsCancellationRequested != true)
            action();
    });

    private void Repeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        Due due = null;
        due = node.World.At(node.World.Now + initialDelay, node, () =>
        {
            if (cancelable?.IsCancellationRequested == true)
                return;
            node.World.Push(due, node.World.Now + interval);
            action();
        });
    }
}
