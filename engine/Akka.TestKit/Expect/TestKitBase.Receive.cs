using System.Collections;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await TakeAsync(max, cancellationToken) is { } envelope ? envelope.Message : null;

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var taken = _queue.TryTake(Wait(max), cancellationToken, out envelope);
        Remember(taken ? envelope : null);
        envelope ??= NullMessageEnvelope.Instance;
        return taken;
    }

    public async ValueTask<(bool, MessageEnvelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default) =>
        await TakeAsync(max, cancellationToken) is { } envelope ? (true, envelope) : (false, NullMessageEnvelope.Instance);

    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) => TryPeekOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    public object PeekOne(CancellationToken cancellationToken) => TryPeekOne(out var envelope, Timeout.InfiniteTimeSpan, cancellationToken) ? envelope.Message : null;

    public async ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        (await _queue.TryPeekAsync(Wait(max), cancellationToken))?.Message;

    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        var found = _queue.TryPeek(Wait(max), cancellationToken, out envelope);
        envelope ??= NullMessageEnvelope.Instance;
        return found;
    }

    public async ValueTask<(bool, MessageEnvelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        await _queue.TryPeekAsync(Wait(max), cancellationToken) is { } envelope ? (true, envelope) : (false, NullMessageEnvelope.Instance);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Collect(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Collect(numberOfMessages, Dilated(max), cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        CollectAsync(numberOfMessages, RemainingOrDefault, cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        CollectAsync(numberOfMessages, Dilated(max), cancellationToken);

    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var patience = RemainingOrDilated(max);
        var end = Now + patience;
        allMessages?.Clear();
        while (TryReceiveOne(out var envelope, Positive(end - Now), cancellationToken))
        {
            if (envelope.Message is T message && isMessage(message))
                return message;
            allMessages?.Add(envelope.Message);
        }

        _assertions.Fail("Timeout ({0}) during fishForMessage{1}", patience, Hint(hint));
        return default;
    }

    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    public async ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var patience = RemainingOrDilated(max);
        var end = Now + patience;
        allMessages?.Clear();
        while (await TakeAsync(Positive(end - Now), cancellationToken) is { } envelope)
        {
            if (envelope.Message is T message && isMessage(message))
                return message;
            allMessages?.Add(envelope.Message);
        }

        _assertions.Fail("Timeout ({0}) during fishForMessage{1}", patience, Hint(hint));
        return default;
    }

    /// <summary>Takes messages as long as they come; fails when one of the type is among them.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        await foreach (var message in ReceiveWhileAsync<object>(static _ => true, max, cancellationToken: cancellationToken))
            _assertions.AssertFalse(message is T, "Did not expect a message of type {0}, but received {1}", typeof(T), message);
    }

    /// <summary>Takes messages until none has come for a while, and returns them.</summary>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var messages = new ArrayList();
        while (await TakeAsync(max, cancellationToken) is { } envelope)
        {
            messages.Add(envelope.Message);
            _assertions.AssertFalse(messages.Count > maxMessages, "More than {0} messages came before it was silent.", maxMessages);
        }

        return messages;
    }

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhile(max, null, ByFilter(filter), msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhile(max, idle, ByFilter(filter), msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhile(max, idle, ByFilter(filter), msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        TakeWhile(max, idle, ByPredicate(shouldContinue, shouldIgnoreOtherMessageTypes), msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhileAsync(max, null, ByFilter(filter), msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhileAsync(max, idle, ByFilter(filter), msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        TakeWhileAsync(max, idle, ByFilter(filter), msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        TakeWhileAsync(max, idle, ByPredicate(shouldContinue, shouldIgnoreOtherMessageTypes), msgs, cancellationToken);

    private enum Verdict
    {
        Keep,
        Skip,
        Stop,
    }

    private static Func<object, (Verdict, T)> ByFilter<T>(Func<object, T> filter) => message => filter(message) is { } kept ? (Verdict.Keep, kept) : (Verdict.Stop, default);

    private static Func<object, (Verdict, T)> ByPredicate<T>(Predicate<T> shouldContinue, bool ignoreOthers) => message => message is T own
        ? (shouldContinue(own) ? Verdict.Keep : Verdict.Stop, own)
        : (ignoreOthers ? Verdict.Skip : Verdict.Stop, default);

    private List<T> TakeWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, (Verdict, T)> judge, int msgs, CancellationToken cancellation)
    {
        var end = Now + RemainingOrDilated(max);
        var kept = new List<T>();
        while (kept.Count < msgs && TryPeekOne(out var envelope, Positive(end - Now).Min(idle), cancellation))
        {
            var (verdict, message) = judge(envelope.Message);
            if (verdict == Verdict.Stop)
                break;
            TryReceiveOne(out _, TimeSpan.Zero, cancellation);
            if (verdict == Verdict.Keep)
                kept.Add(message);
        }

        _lastWasNoMsg = true;
        return kept;
    }

    private async IAsyncEnumerable<T> TakeWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, (Verdict, T)> judge, int msgs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Now + RemainingOrDilated(max);
        var kept = 0;
        while (kept < msgs && await _queue.TryPeekAsync(Positive(end - Now).Min(idle), cancellation) is { } envelope)
        {
            var (verdict, message) = judge(envelope.Message);
            if (verdict == Verdict.Stop)
                break;
            TryReceiveOne(out _, TimeSpan.Zero, cancellation);
            if (verdict == Verdict.Keep)
            {
                kept++;
                yield return message;
            }
        }

        _lastWasNoMsg = true;
    }

    private List<object> Collect(int count, TimeSpan max, CancellationToken cancellation)
    {
        var end = Now + max;
        var messages = new List<object>(count);
        while (messages.Count < count)
        {
            if (!TryReceiveOne(out var envelope, Positive(end - Now), cancellation))
                FailCollect(count, messages.Count, max);
            messages.Add(envelope.Message);
        }

        return messages;
    }

    private async IAsyncEnumerable<object> CollectAsync(int count, TimeSpan max, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var end = Now + max;
        for (var got = 0; got < count; got++)
        {
            var envelope = await TakeAsync(Positive(end - Now), cancellation);
            if (envelope is null)
                FailCollect(count, got, max);
            yield return envelope.Message;
        }
    }

    private void FailCollect(int count, int got, TimeSpan max) => _assertions.Fail("Timeout ({0}) while expecting {1} messages. Only got {2} after {3}", max, count, got, max);

    private async ValueTask<MessageEnvelope> TakeAsync(TimeSpan? max, CancellationToken cancellation)
    {
        var envelope = await _queue.TryTakeAsync(Wait(max), cancellation);
        Remember(envelope);
        return envelope;
    }

    private void Remember(MessageEnvelope envelope)
    {
        _lastWasNoMsg = false;
        _last = envelope ?? NullMessageEnvelope.Instance;
    }

    private TimeSpan Wait(TimeSpan? max) => max ?? RemainingOrDefault;
}
