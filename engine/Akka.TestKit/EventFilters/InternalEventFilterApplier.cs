using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Applies filters to what a system logs while an action runs.</summary>
public partial class InternalEventFilterApplier : IEventFilterApplier
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    public InternalEventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = system;
        _filters = filters;
    }

    public EventFilterFactory And => new(_testkit, _system, _filters);

    protected T Intercept<T>(
        Func<T> func, ActorSystem system, TimeSpan? timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler = null, CancellationToken cancellationToken = default)
    {
        var handler = Begin(system, matchedEventHandler);
        try
        {
            var result = func();
            var wait = Patience(system, timeout);
            if (!AwaitDone(wait, expectedOccurrences, handler, cancellationToken))
                Fail(wait, expectedOccurrences, handler);
            return result;
        }
        finally
        {
            End(system, handler);
        }
    }

    protected async Task<T> InterceptAsync<T>(
        Func<Task<T>> func, ActorSystem system, TimeSpan? timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler = null, CancellationToken cancellationToken = default)
    {
        var handler = Begin(system, matchedEventHandler);
        try
        {
            var result = await func();
            var wait = Patience(system, timeout);
            if (!await AwaitDoneAsync(wait, expectedOccurrences, handler, cancellationToken))
                Fail(wait, expectedOccurrences, handler);
            return result;
        }
        finally
        {
            End(system, handler);
        }
    }

    protected bool AwaitDone(TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler, CancellationToken cancellationToken = default)
    {
        if (expectedOccurrences is not { } expected)
            return true;
        if (expected > 0)
            _testkit.AwaitConditionNoThrow(() => matchedEventHandler.ReceivedCount >= expected, timeout, cancellationToken: cancellationToken);
        else
            _testkit.AwaitConditionNoThrow(() => matchedEventHandler.ReceivedCount > 0, timeout, cancellationToken: cancellationToken);
        return matchedEventHandler.ReceivedCount == expected;
    }

    protected async Task<bool> AwaitDoneAsync(TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler, CancellationToken cancellationToken = default)
    {
        if (expectedOccurrences is not { } expected)
            return true;
        if (expected > 0)
            await _testkit.AwaitConditionNoThrowAsync(() => matchedEventHandler.ReceivedCount >= expected, timeout, cancellationToken: cancellationToken);
        else
            await _testkit.AwaitConditionNoThrowAsync(() => matchedEventHandler.ReceivedCount > 0, timeout, cancellationToken: cancellationToken);
        return matchedEventHandler.ReceivedCount == expected;
    }

    protected static string GetMessageString(int number) => number == 1 ? "message" : "messages";

    private MatchedEventHandler Begin(ActorSystem system, MatchedEventHandler given)
    {
        var handler = given ?? new MatchedEventHandler();
        foreach (var filter in _filters)
            filter.EventMatched += handler.HandleEvent;
        system.EventStream.Publish(new Mute(_filters));
        return handler;
    }

    private void End(ActorSystem system, MatchedEventHandler handler)
    {
        foreach (var filter in _filters)
            filter.EventMatched -= handler.HandleEvent;
        system.EventStream.Publish(new Unmute(_filters));
    }

    private TimeSpan Patience(ActorSystem system, TimeSpan? timeout)
    {
        if (timeout is { } given)
            return _testkit.Dilated(given);
        return system.HasExtension<TestKitSettings>() ? TestKitExtension.For(system).TestEventFilterLeeway : _testkit.TestKitSettings.TestEventFilterLeeway;
    }

    private void Fail(TimeSpan waited, int? expectedOccurrences, MatchedEventHandler handler)
    {
        var filters = string.Join(" OR ", _filters);
        var expected = expectedOccurrences.GetValueOrDefault();
        var got = handler.ReceivedCount;
        var assertions = TestKitAssertionsExtension.For(_testkit.Sys).Assertions;
        if (got < expected)
            assertions.Fail("Timeout ({0}) while waiting for messages. Only received {1}/{2} {3} that matched filter [{4}]", waited, got, expected, GetMessageString(expected), filters);
        else
            assertions.Fail("Received {0} {1} too many. Expected {2} {3} but received {4} that matched filter [{5}]", got - expected, GetMessageString(got - expected), expected, GetMessageString(expected), got, filters);
    }

    /// <summary>Counts the events that matched.</summary>
    protected class MatchedEventHandler
    {
        private int _count;

        public MatchedEventHandler()
        {
        }

        public int ReceivedCount => Volatile.Read(ref _count);

        public virtual void HandleEvent(EventFilterBase eventFilter, LogEvent logEvent) => Interlocked.Increment(ref _count);
    }

    /// <summary>Filters muted until told otherwise.</summary>
    protected class InternalUnmutableFilter : IUnmutableFilter
    {
        private IReadOnlyCollection<EventFilterBase> _filters;
        private readonly ActorSystem _system;

        public InternalUnmutableFilter(IReadOnlyCollection<EventFilterBase> filters, ActorSystem system)
        {
            _filters = filters;
            _system = system;
            system.EventStream.Publish(new Mute(filters));
        }

        public void Unmute()
        {
            if (Interlocked.Exchange(ref _filters, null) is { } filters)
                _system.EventStream.Publish(new Unmute(filters));
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
                Unmute();
        }
    }
}
