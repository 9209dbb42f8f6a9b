using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>A reference through which a test both tells an actor messages and looks at its instance.</summary>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly InternalTestActorRef _own;

    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef supervisor = null, string name = null)
    {
        _own = InternalTestActorRef.Create(system, actorProps, supervisor, name);
    }

    public IActorRef Ref => _own;

    public TActor UnderlyingActor => (TActor)_own.UnderlyingActor;

    public ActorPath Path => _own.Path;

    protected InternalTestActorRef InternalRef => _own;

    bool IActorRefScope.IsLocal => _own.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => _own.Parent;

    IActorRefProvider IInternalActorRef.Provider => _own.Provider;

    bool IInternalActorRef.IsTerminated => _own.IsTerminated;

    public void Receive(object message, IActorRef sender = null) => _own.Receive(message, sender);

    public Task ReceiveAsync(object message, IActorRef sender = null) => _own.ReceiveAsync(message, sender);

    public void Watch(IActorRef subject) => _own.Watch(subject);

    public void Unwatch(IActorRef subject) => _own.Unwatch(subject);

    public void Tell(object message, IActorRef sender) => _own.Tell(message, sender);

    public void Tell(object message) => _own.Tell(message);

    public void Forward(object message) => _own.Forward(message);

    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => _own.SendSystemMessage(message);

    public void SendSystemMessage(ISystemMessage message) => _own.SendSystemMessage(message);

    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef._own;

    public bool Equals(IActorRef other) => _own.Equals(other);

    public int CompareTo(object obj) => _own.CompareTo(obj);

    int IComparable<IActorRef>.CompareTo(IActorRef other) => _own.CompareTo(other);

    public override bool Equals(object obj) => obj is TestActorRefBase<TActor> test ? _own.Equals(test._own) : _own.Equals(obj);

    public override int GetHashCode() => _own.GetHashCode();

    public override string ToString() => _own.ToString();

    public static bool operator ==(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    public static bool operator !=(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => !(testActorRef == actorRef);

    public static bool operator ==(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => testActorRef == actorRef;

    public static bool operator !=(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => !(testActorRef == actorRef);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => _own.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _own.GetChild(name);

    void IInternalActorRef.Resume(Exception causedByFailure) => _own.Resume(causedByFailure);

    void IInternalActorRef.Start() => _own.Start();

    void IInternalActorRef.Stop() => _own.Stop();

    void IInternalActorRef.Restart(Exception cause) => _own.Restart(cause);

    void IInternalActorRef.Suspend() => _own.Suspend();
}
