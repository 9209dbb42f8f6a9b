using Akka.Actor;

namespace Akka.Dispatch.SysMsg;

public sealed class Supervise : SystemMessage
{
    public Supervise(IActorRef child, bool async)
    {
        Child = child;
        Async = async;
    }

    public IActorRef Child { get; }
    public bool Async { get; }

    public override string ToString() => $"<Supervise>: {Child}, Async={Async}";
}

public sealed class Failed : SystemMessage
{
    public Failed(IActorRef child, Exception cause, long uid)
    {
        Child = child;
        Cause = cause;
        Uid = uid;
    }

    public IActorRef Child { get; }
    public Exception Cause { get; }
    public long Uid { get; }

    internal override bool StashedWhileFailed => true;
    internal override bool StashedWhileWaitingForChildren => true;

    public override string ToString() => $"<Failed>: {Child} ({Uid}) - Cause={Cause}";
}

public sealed class Escalate : SystemMessage
{
    public Escalate(Exception reason) => Reason = reason;

    public Exception Reason { get; }

    public override string ToString() => $"<Escalate>: {Reason}";
}

public sealed class StopChild
{
    public StopChild(IActorRef child) => Child = child;

    public IActorRef Child { get; }

    public override string ToString() => $"<StopChild>: {Child}";
}
