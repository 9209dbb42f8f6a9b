using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsg<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, hint, null, cancellationToken);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, Equal(message, hint), cancellationToken);

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (message, _) => AssertPredicate(isMessage(message), message, hint), cancellationToken);

    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (message, _) => assert(message), cancellationToken);

    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (message, sender) => AssertPredicate(isMessageAndSender(message, sender), message, hint), cancellationToken);

    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(timeout, hint, assertMessageAndSender, cancellationToken);

    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, hint, (message, _) => _assertions.AssertEqual(expected, message, comparer, hint ?? ""), cancellationToken);

    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<Terminated>(timeout, hint, (message, _) => _assertions.AssertEqual(target, message.ActorRef, hint ?? ""), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, hint, null, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, Equal(message, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (message, _) => AssertPredicate(isMessage(message), message, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (message, _) => assert(message), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (message, sender) => AssertPredicate(isMessageAndSender(message, sender), message, hint), cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync(timeout, hint, assertMessageAndSender, cancellationToken);

    public ValueTask<T> ExpectMsgAsync<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, hint, (message, _) => _assertions.AssertEqual(expected, message, comparer, hint ?? ""), cancellationToken);

    public ValueTask<Terminated> ExpectTerminatedAsync(IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<Terminated>(timeout, hint, (message, _) => _assertions.AssertEqual(target, message.ActorRef, hint ?? ""), cancellationToken);

    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNothing(RemainingOrDefault, cancellationToken);

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => ExpectNothing(Dilated(duration), cancellationToken);

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) => ExpectNothing(Dilated(TimeSpan.FromMilliseconds(milliseconds)), cancellationToken);

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => ExpectNothingAsync(RemainingOrDefault, cancellationToken);

    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) => ExpectNothingAsync(Dilated(duration), cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNothingAsync(Dilated(TimeSpan.FromMilliseconds(milliseconds)), cancellationToken);

    private T Expect<T>(TimeSpan? timeout, string hint, Action<T, IActorRef> check, CancellationToken cancellation)
    {
        var patience = RemainingOrDilated(timeout);
        return Checked(TryReceiveOne(out var envelope, patience, cancellation) ? envelope : null, patience, hint, check);
    }

    private async ValueTask<T> ExpectAsync<T>(TimeSpan? timeout, string hint, Action<T, IActorRef> check, CancellationToken cancellation)
    {
        var patience = RemainingOrDilated(timeout);
        return Checked(await TakeAsync(patience, cancellation), patience, hint, check);
    }

    private T Checked<T>(MessageEnvelope envelope, TimeSpan patience, string hint, Action<T, IActorRef> check)
    {
        if (envelope is null)
        {
            _assertions.Fail("Failed: Timeout {0} while waiting for a message of type {1}.{2}", patience, typeof(T), Hint(hint));
            return default;
        }

        var received = envelope.Message;
        if (received is not T && !(received is null && default(T) is null))
        {
            _assertions.Fail("Failed: Expected a message of type {0}, but received {1} (type {2}) from {3}.{4}", typeof(T), received ?? "null", received?.GetType(), Shown(envelope.Sender), Hint(hint));
            return default;
        }

        var message = (T)received;
        check?.Invoke(message, envelope.Sender);
        return message;
    }

    private void ExpectNothing(TimeSpan duration, CancellationToken cancellation)
    {
        Nothing(TryReceiveOne(out var envelope, duration, cancellation) ? envelope : null, duration);
    }

    private async ValueTask ExpectNothingAsync(TimeSpan duration, CancellationToken cancellation) => Nothing(await TakeAsync(duration, cancellation), duration);

    private void Nothing(MessageEnvelope envelope, TimeSpan duration)
    {
        if (envelope is not null)
            _assertions.Fail("Failed: Expected no messages during {0}, instead we received {1}", duration, envelope);
        _lastWasNoMsg = true;
    }

    private Action<T, IActorRef> Equal<T>(T expected, string hint) => (message, _) => _assertions.AssertEqual(expected, message, hint ?? "");

    private void AssertPredicate<T>(bool holds, T message, string hint) => _assertions.AssertTrue(holds, "Got a message of the expected type <{1}>. The message {{{0}}} did not satisfy the predicate.{2}", message, typeof(T), Hint(hint));

    private static string Shown(IActorRef sender) => Equals(sender, ActorRefs.NoSender) ? "no sender" : sender.ToString();
}
