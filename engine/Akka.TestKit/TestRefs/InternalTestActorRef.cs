using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Util.Internal;

namespace Akka.TestKit.Internal;

/// <summary>A local reference that lets a test reach the actor behind it.</summary>
public class InternalTestActorRef : LocalActorRef
{
    private static readonly AtomicCounterLong s_names = new(0);

    private InternalTestActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
    }

    public object UnderlyingActor
    {
        get
        {
            if (Cell.IsTerminated)
                throw new IllegalActorStateException($"The actor {Path} has terminated; there is no instance behind it.");
            if (GetTestActorCell().Actor is { } actor)
                return actor;
            // It runs on a dispatcher of its own and may not have started yet.
            return this.Ask(InternalGetActor.Instance, TestKitExtension.For(System).DefaultTimeout).GetAwaiter().GetResult();
        }
    }

    public static InternalTestActorRef Create(ActorSystem system, Props props, IActorRef supervisor = null, string name = null)
    {
        var implementation = (ActorSystemImpl)system;
        name ??= CreateUniqueName();
        if (props.Deploy.Dispatcher == Deploy.NoDispatcherGiven)
            props = props.WithDispatcher(CallingThreadDispatcher.Id);
        var dispatcher = system.Dispatchers.Lookup(props.Deploy.Dispatcher);
        var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
        var parent = (IInternalActorRef)supervisor ?? implementation.Guardian;
        if (parent is ActorRefWithCell { Underlying: ActorCell cell })
            cell.ReserveChild(name);
        var path = new ChildActorPath(parent.Path, name, implementation.Random.NextUid());
        var created = new InternalTestActorRef(implementation, props, dispatcher, mailbox, parent, path);
        created.Start();
        return created;
    }

    public static string CreateUniqueName() => "$$" + s_names.GetAndIncrement().ToString(global::System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lets the actor handle a message on this thread; what it throws comes out.</summary>
    public void Receive(object message, IActorRef sender = null) => GetTestActorCell().ReceiveMessageForTest(new Envelope(message, sender ?? System.DeadLetters));

    /// <summary>Like <see cref="Receive"/>, and waits until an asynchronous handler is done.</summary>
    public Task ReceiveAsync(object message, IActorRef sender = null) => GetTestActorCell().ReceiveMessageForTestAsync(new Envelope(message, sender ?? System.DeadLetters));

    public void Watch(IActorRef subject) => GetTestActorCell().Watch(subject);

    public void Unwatch(IActorRef subject) => GetTestActorCell().Unwatch(subject);

    public override string ToString() => "TestActor[" + Path + "]";

    protected TestActorCell GetTestActorCell() => (TestActorCell)Cell;

    protected override ActorCell NewActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new TestActorCell(system, self, props, dispatcher, supervisor);

    /// <summary>The cell of an actor under test.</summary>
    protected class TestActorCell : ActorCell
    {
        public TestActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
            : base(system, self, props, dispatcher, parent)
        {
        }

        public new object Actor => base.Actor;

        public override ActorTaskScheduler TaskScheduler => base.TaskScheduler;

        public Task ReceiveMessageForTestAsync(Envelope envelope) => UseThreadContextAsync(async () =>
        {
            ReceiveMessageForTest(envelope);
            while (TaskScheduler.CurrentMessage is not null)
                await Task.Delay(1).ConfigureAwait(false);
        });

        public async Task UseThreadContextAsync(Func<Task> actionAsync)
        {
            var before = InternalCurrentActorCellKeeper.Current;
            InternalCurrentActorCellKeeper.Current = this;
            Task running;
            try
            {
                running = actionAsync();
            }
            finally
            {
                InternalCurrentActorCellKeeper.Current = before;
            }

            await running;
        }

        protected override void AutoReceiveMessage(Envelope envelope)
        {
            if (envelope.Message is InternalGetActor)
                Sender.Tell(Actor);
            else
                base.AutoReceiveMessage(envelope);
        }
    }

    /// <summary>Asks a test's actor for its instance.</summary>
    protected class InternalGetActor : IAutoReceivedMessage, IPossiblyHarmful
    {
        public static readonly InternalGetActor Instance = new();

        private InternalGetActor()
        {
        }
    }
}
