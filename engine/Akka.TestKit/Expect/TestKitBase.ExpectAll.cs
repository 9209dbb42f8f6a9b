using System.Runtime.CompilerServices;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Expect<T>(null, null, (received, _) => AssertAny(messages, received), cancellationToken);

    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(null, null, (received, _) => AssertAny(messages, received), cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => All(RemainingOrDefault, messages, default);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) => All(RemainingOrDefault, messages, cancellationToken);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => All(Dilated(max), messages, default);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) => All(Dilated(max), messages, cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) => AllAsync(RemainingOrDefault, messages, cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) => AllAsync(Dilated(max), messages, cancellationToken);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) => Matching(RemainingOrDefault, predicates, default);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Matching(RemainingOrDefault, predicates, cancellationToken);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) => Matching(Dilated(max), predicates, default);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Matching(Dilated(max), predicates, cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        MatchingAsync(RemainingOrDefault, predicates, cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        MatchingAsync(Dilated(max), predicates, cancellationToken);

    private List<T> All<T>(TimeSpan max, IReadOnlyCollection<T> expected, CancellationToken cancellation) => CheckAll(Collect(expected.Count, max, cancellation), expected);

    private async IAsyncEnumerable<T> AllAsync<T>(TimeSpan max, IReadOnlyCollection<T> expected, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var message in CheckAll(await Listed(CollectAsync(expected.Count, max, cancellation)), expected))
            yield return message;
    }

    private List<object> Matching(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellation) =>
        CheckMatching(Collect(predicates.Count, max, cancellation), predicates);

    private async IAsyncEnumerable<object> MatchingAsync(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var message in CheckMatching(await Listed(CollectAsync(predicates.Count, max, cancellation)), predicates))
            yield return message;
    }

    private static async ValueTask<List<object>> Listed(IAsyncEnumerable<object> messages)
    {
        var list = new List<object>();
        await foreach (var message in messages)
            list.Add(message);
        return list;
    }

    private List<T> CheckAll<T>(List<object> received, IReadOnlyCollection<T> expected)
    {
        var left = new List<object>(received);
        var missing = new List<T>();
        foreach (var one in expected)
        {
            var at = left.FindIndex(message => Equals(message, one));
            if (at < 0)
                missing.Add(one);
            else
                left.RemoveAt(at);
        }

        if (missing.Count > 0)
            _assertions.Fail("Not found: [{0}]; unexpected instead: [{1}]", string.Join(", ", missing), string.Join(", ", left));
        return received.ConvertAll(static message => (T)message);
    }

    private List<object> CheckMatching(List<object> received, IReadOnlyCollection<PredicateInfo> predicates)
    {
        var left = new List<object>(received);
        var found = new List<object>();
        foreach (var predicate in predicates)
        {
            var at = left.FindIndex(predicate.Matches);
            if (at < 0)
            {
                _assertions.Fail("No message fits {0}; received: [{1}]", predicate, string.Join(", ", received));
                continue;
            }

            found.Add(left[at]);
            left.RemoveAt(at);
        }

        return found;
    }

    private void AssertAny<T>(IEnumerable<T> messages, T received) =>
        _assertions.AssertTrue(messages.Contains(received), "Not found: none of [{0}] is {1}", string.Join(", ", messages), received);
}
