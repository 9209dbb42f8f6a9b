using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Dispatch.SysMsg;

public sealed partial class ActorTask : Akka.Dispatch.SysMsg.SystemMessage
{
    internal ActorTask() { }
    public ActorTask(Task task) { }
    public Task Task { get => throw null; }
}
public sealed partial class Create : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Create() { }
    public Create(Akka.Actor.ActorInitializationException failure = default) { }
    public Akka.Actor.ActorInitializationException Failure { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public sealed partial class DeathWatchNotification : Akka.Dispatch.SysMsg.SystemMessage, Akka.Event.IDeadLetterSuppression
{
    internal DeathWatchNotification() { }
    public DeathWatchNotification(Akka.Actor.IActorRef actor, bool existenceConfirmed, bool addressTerminated) { }
    public Akka.Actor.IActorRef Actor { get => throw null; }
    public bool AddressTerminated { get => throw null; }
    public bool ExistenceConfirmed { get => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class Escalate : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Escalate() { }
    public Escalate(Exception reason) { }
    public Exception Reason { get => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class Failed : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Failed() { }
    public Failed(Akka.Actor.IActorRef child, Exception cause, long uid) { }
    public Akka.Actor.IActorRef Child { get => throw null; }
    public Exception Cause { get => throw null; }
    public long Uid { get => throw null; }
    public override string ToString()=> throw null;
}
public partial interface ISystemMessage : Akka.Actor.INoSerializationVerificationNeeded
{
}
public sealed partial class NoMessage : Akka.Dispatch.SysMsg.SystemMessage
{
    public NoMessage() { }
    public override string ToString()=> throw null;
}
public sealed partial class Recreate : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Recreate() { }
    public Recreate(Exception cause) { }
    public Exception Cause { get => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class RegisterTerminationHook
{
    internal RegisterTerminationHook() { }
    public override string ToString()=> throw null;
    public static Akka.Dispatch.SysMsg.RegisterTerminationHook Instance { get => throw null; }
}
public sealed partial class Resume : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Resume() { }
    public Resume(Exception causedByFailure) { }
    public Exception CausedByFailure { get => throw null; set => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class Stop : Akka.Dispatch.SysMsg.SystemMessage
{
    public Stop() { }
    public override string ToString()=> throw null;
}
public sealed partial class StopChild
{
    internal StopChild() { }
    public StopChild(Akka.Actor.IActorRef child) { }
    public Akka.Actor.IActorRef Child { get => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class Supervise : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Supervise() { }
    public Supervise(Akka.Actor.IActorRef child, bool async) { }
    public Akka.Actor.IActorRef Child { get => throw null; }
    public bool Async { get => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class Suspend : Akka.Dispatch.SysMsg.SystemMessage
{
    public Suspend() { }
    public override string ToString()=> throw null;
}
public abstract partial class SystemMessage : Akka.Dispatch.SysMsg.ISystemMessage
{
    public bool Unlinked { get => throw null; }
    protected SystemMessage() { }
    public void Unlink()=> throw null;
}
public sealed partial class Terminate : Akka.Dispatch.SysMsg.SystemMessage, Akka.Actor.IPossiblyHarmful, Akka.Event.IDeadLetterSuppression
{
    public Terminate() { }
    public override string ToString()=> throw null;
}
public sealed partial class TerminationHook
{
    internal TerminationHook() { }
    public override string ToString()=> throw null;
    public static Akka.Dispatch.SysMsg.TerminationHook Instance { get => throw null; }
}
public sealed partial class TerminationHookDone
{
    internal TerminationHookDone() { }
    public override string ToString()=> throw null;
    public static Akka.Dispatch.SysMsg.TerminationHookDone Instance { get => throw null; }
}
public sealed partial class Unwatch : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Unwatch() { }
    public Unwatch(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher) { }
    public Akka.Actor.IInternalActorRef Watchee { get => throw null; }
    public Akka.Actor.IInternalActorRef Watcher { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public partial class Watch : Akka.Dispatch.SysMsg.SystemMessage
{
    internal Watch() { }
    public Watch(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher) { }
    public Akka.Actor.IInternalActorRef Watchee { get => throw null; }
    public Akka.Actor.IInternalActorRef Watcher { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    protected bool Equals(Akka.Dispatch.SysMsg.Watch other)=> throw null;
}
