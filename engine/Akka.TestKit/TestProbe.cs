using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>A test actor of one's own beside that of the test: expects what is told to it, and talks back.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string testProbeName = null)
        : base(assertions, system, testProbeName)
    {
    }

    /// <summary>The sender of the last message that was taken.</summary>
    public IActorRef Sender => LastSender;

    public IActorRef Ref => TestActor;

    ActorPath IActorRef.Path => TestActor.Path;

    IInternalActorRef IInternalActorRef.Parent => Own.Parent;

    IActorRefProvider IInternalActorRef.Provider => Own.Provider;

    bool IInternalActorRef.IsTerminated => Own.IsTerminated;

    bool IActorRefScope.IsLocal => Own.IsLocal;

    private IInternalActorRef Own => (IInternalActorRef)TestActor;

    /// <summary>Tells an actor something as this probe.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Hands the last message on with its sender.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, Sender);

    public void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Answers the sender of the last message.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    public IActorRef ChildActorOf<T>(string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    public IActorRef ChildActorOf<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    [Obsolete("A probe makes no probes; use the test's CreateTestProbe.")]
    public override TestProbe CreateTestProbe(string name = null) => throw new NotSupportedException("A probe makes no probes; use the test's CreateTestProbe.");

    void ICanTell.Tell(object message, IActorRef sender) => TestActor.Tell(message, sender);

    void IInternalActorRef.Start() => Own.Start();

    void IInternalActorRef.Stop() => Own.Stop();

    void IInternalActorRef.Resume(Exception causedByFailure) => Own.Resume(causedByFailure);

    void IInternalActorRef.Suspend() => Own.Suspend();

    void IInternalActorRef.Restart(Exception cause) => Own.Restart(cause);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Own.GetChild(name);

    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => Own.SendSystemMessage(message);

    public void SendSystemMessage(ISystemMessage message) => Own.SendSystemMessage(message);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => TestActor.ToSurrogate(system);

    bool IEquatable<IActorRef>.Equals(IActorRef other) => TestActor.Equals(Unwrap(other));

    int IComparable<IActorRef>.CompareTo(IActorRef other) => TestActor.CompareTo(Unwrap(other));

    public int CompareTo(object obj) => TestActor.CompareTo(Unwrap(obj));

    public override bool Equals(object obj) => TestActor.Equals(Unwrap(obj));

    public override int GetHashCode() => TestActor.GetHashCode();

    public override string ToString() => $"TestProbe({TestActor})";

    private static IActorRef Unwrap(object other) => other is TestProbe probe ? probe.TestActor : other as IActorRef;
}
