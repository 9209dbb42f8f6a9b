using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

public sealed class NoMessage : SystemMessage
{
    public override string ToString() => "NoMessage";
}

public sealed class Create : SystemMessage
{
    public Create(ActorInitializationException failure = null) => Failure = failure;

    public ActorInitializationException Failure { get; }

    public override bool Equals(object obj) => obj is Create other && Equals(Failure, other.Failure);
    public override int GetHashCode() => Failure?.GetHashCode() ?? 0;
    public override string ToString() => "<Create>" + (Failure == null ? "" : $" - Failure={Failure}");
}

public sealed class Recreate : SystemMessage
{
    public Recreate(Exception cause) => Cause = cause;

    public Exception Cause { get; }

    internal override bool StashedWhileWaitingForChildren => true;

    public override string ToString() => $"<Recreate>: Cause={Cause}";
}

public sealed class Suspend : SystemMessage
{
    internal override bool StashedWhileWaitingForChildren => true;

    public override string ToString() => "<Suspend>";
}

public sealed class Resume : SystemMessage
{
    public Resume(Exception causedByFailure) => CausedByFailure = causedByFailure;

    public Exception CausedByFailure { get; set; }

    internal override bool StashedWhileWaitingForChildren => true;

    public override string ToString() => $"<Resume>: CausedByFailure={CausedByFailure}";
}

public sealed class Stop : SystemMessage
{
    public override string ToString() => "<Stop>";
}

public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}

public sealed class ActorTask : SystemMessage
{
    public ActorTask(Task task) => Task = task;

    public Task Task { get; }

    internal Action Continuation { get; init; }
}
