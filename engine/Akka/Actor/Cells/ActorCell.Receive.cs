using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    // Null as long as the actor's own Receive is its behaviour.
    private Receive _behavior;

    public void Invoke(Envelope envelope)
    {
        object message = envelope.Message;
        CurrentMessage = message;
        _envelopeId++;
        Sender = envelope.Sender ?? _system.DeadLetters;
        try
        {
            bool timed = Silence != null;
            if (timed && message is not INotInfluenceReceiveTimeout) CancelReceiveTimeout();
            if (message is IAutoReceivedMessage) AutoReceiveMessage(envelope);
            else ReceiveMessage(message);
            if (timed || Silence != null) CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
            CurrentMessage = null;
            Sender = null;
        }
        catch (Exception cause)
        {
            // The message stays current: PreRestart is told what the actor failed on.
            HandleInvokeFailure(cause);
        }
    }

    /// <summary>Runs a message as the mailbox would, but lets its exceptions through.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        var before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            CurrentMessage = envelope.Message;
            _envelopeId++;
            Sender = envelope.Sender ?? _system.DeadLetters;
            if (envelope.Message is IAutoReceivedMessage) AutoReceiveMessage(envelope);
            else ReceiveMessage(envelope.Message);
        }
        finally
        {
            CurrentMessage = null;
            Sender = null;
            InternalCurrentActorCellKeeper.Current = before;
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        if (message is TimerMessage timer)
        {
            message = timer.Unwrap(_actor);
            if (message == null) return;
            CurrentMessage = message;
            if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(new Envelope(message, _self));
                return;
            }
        }
        if (_system.Settings.AddLoggingReceive && _actor is ILogReceive)
            Publish(new Debug(_self.Path.ToString(), LogClass, "received " + (message is IAutoReceivedMessage ? "AutoReceiveMessage " : "") + "message " + message + " from " + Sender));
        if (_behavior == null && !_aroundOverridden) _actor.ReceiveOrPublish(message);
        else _actor.DeliverInternal(_behavior ?? (More.InitialBehavior ??= _actor.OwnBehavior()), message);
    }

    protected virtual void AutoReceiveMessage(Envelope envelope)
    {
        object message = envelope.Message;
        if (_system.Settings.DebugAutoReceive)
            Publish(new Debug(_self.Path.ToString(), LogClass, "received AutoReceiveMessage " + message));
        switch (message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case AddressTerminated gone:
                AddressTerminated(gone.Address);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                Akka.Actor.ActorSelection.DeliverSelection(_self, Sender, selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    /// <summary>The behaviour of an actor that has not become another one.</summary>
    internal void SetInitialBehavior(Receive receive) => _behavior ??= receive;

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        _more?.OuterBehaviors?.Clear();
        _behavior = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (More.OuterBehaviors ??= new Stack<Receive>()).Push(_behavior);
        _behavior = receive;
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Wrap(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Wrap(receive));

    private static Receive Wrap(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    public void UnbecomeStacked()
    {
        if (_more?.OuterBehaviors is { Count: > 0 } outer) _behavior = outer.Pop();
    }

    private void ClearBehaviors()
    {
        _behavior = null;
        if (_more == null) return;
        _more.OuterBehaviors = null;
        _more.InitialBehavior = null;
    }

    /// <summary>The message of an actor that awaits belongs to it again while a continuation runs.</summary>
    internal void RestoreMessage(object message, IActorRef sender)
    {
        CurrentMessage = message;
        Sender = sender;
    }
}
