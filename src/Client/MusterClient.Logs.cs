using System.Runtime.CompilerServices;
using Muster.Messages;
using Muster.Messages.Logs;

namespace Muster.Client;

public sealed partial class MusterClient
{
    /// <summary>A page of log records; go on with its <see cref="LogHits.Next"/>.</summary>
    public Task<LogHits> SearchLogsAsync(SearchLogs search, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        return AskAsync<LogHits>(WellKnown.LogsService, search, TimeSpan.FromMilliseconds(search.WaitMs), cancel);
    }

    /// <summary>Which streams a message would be in, rule by rule.</summary>
    public Task<RulesTested> TestRulesAsync(TestRules test, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        return AskAsync<RulesTested>(WellKnown.LogsService, test, TimeSpan.Zero, cancel);
    }

    /// <summary>How many log records there are, when, and what the values of a field come to.</summary>
    public Task<LogCounts> CountLogsAsync(CountLogs count, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(count);
        return AskAsync<LogCounts>(WellKnown.LogsService, count, TimeSpan.Zero, cancel);
    }

    /// <summary>All log records that are found, in the order of the search, up to so many.</summary>
    public async IAsyncEnumerable<LogHit> LogsAsync(SearchLogs search, long most = long.MaxValue, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var page = search.Clone();
        for (var left = most; left > 0;)
        {
            page.Limit = (int)Math.Min(left, 1000);
            var hits = await SearchLogsAsync(page, cancel).ConfigureAwait(false);
            foreach (var hit in hits.Hits)
                yield return hit;
            left -= hits.Hits.Count;
            if (hits.Complete || hits.Hits.Count == 0)
                yield break;
            page.After = hits.Next;
        }
    }

    /// <summary>Log records as they are stored, each once, from behind an id on; without end.</summary>
    public async IAsyncEnumerable<LogHit> FollowLogsAsync(SearchLogs search, long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        var page = search.Clone();
        (page.Order, page.Limit, page.WaitMs) = (LogOrder.AsStored, 1000, (int)_options.PollWait.TotalMilliseconds);
        page.After = new LogCursor { Id = after };
        while (true)
        {
            var hits = await SearchLogsAsync(page, cancel).ConfigureAwait(false);
            foreach (var hit in hits.Hits)
                yield return hit;
            if (hits.Next is not null)
                page.After = hits.Next;
        }
    }
}
