using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Actor;

public partial class EventStreamActor : Akka.Actor.ActorBase
{
    public EventStreamActor() { }
    protected override bool Receive(object message)=> throw null;
}
public partial interface ILoggingFSM
{
}
public partial class Inbox : Akka.Actor.IInboxable, IDisposable
{
    internal Inbox() { }
    public Akka.Actor.IActorRef Receiver { get => throw null; }
    public Akka.Actor.IActorRef Unwatch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef Watch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef WatchWith(Akka.Actor.IActorRef subject, object message)=> throw null;
    public Task<object> ReceiveAsync()=> throw null;
    public Task<object> ReceiveAsync(TimeSpan timeout)=> throw null;
    public object Receive()=> throw null;
    public object Receive(TimeSpan timeout)=> throw null;
    public object ReceiveWhere(Predicate<object> predicate)=> throw null;
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout)=> throw null;
    protected virtual void Dispose(bool disposing)=> throw null;
    public static Akka.Actor.Inbox Create(Akka.Actor.ActorSystem system)=> throw null;
    public void Dispose()=> throw null;
    public void Send(Akka.Actor.IActorRef actorRef, object message)=> throw null;
}
