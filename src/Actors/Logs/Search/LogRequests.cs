using Google.Protobuf;
using Muster.Actors.Logs.Keeping;
using Muster.Messages.Logs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Logs.Search;

/// <summary>Answers to what is asked of the log store. Pure: of what is stored at a moment.</summary>
internal static class LogRequests
{
    private const int UsualLimit = 100;
    private const int MaxLimit = 10_000;
    private const int MaxAnswer = 48 * 1024;
    private const int MaxBuckets = 1000;

    /// <summary>A page of records, or why there is none.</summary>
    public static IMessage Answer(SearchLogs request, LogView view, DateTimeOffset now) => Refusing(() =>
    {
        using var search = new LogSearch(view, QueryOf(request.Query, request.Stream, request.FromUs, request.ToUs, now));
        var limit = request.Limit <= 0 ? UsualLimit : Math.Min(request.Limit, MaxLimit);
        var found = (request.Order, request.After) switch
        {
            (LogOrder.NewestFirst, null) => search.NewestFirst(limit),
            (LogOrder.NewestFirst, var after) => search.NewestFirst(limit, after.TimeUs, after.Id),
            (LogOrder.OldestFirst, null) => search.OldestFirst(limit),
            (LogOrder.OldestFirst, var after) => search.OldestFirst(limit, after.TimeUs, after.Id),
            (_, var after) => search.AsStored(limit, after?.Id ?? 0),
        };
        var answer = new LogHits { Complete = found.Count < limit, LastId = view.LastSequence };
        var bytes = 0;
        foreach (var record in found)
        {
            var hit = LogHitReader.Read(record);
            bytes += hit.CalculateSize();
            if (bytes > MaxAnswer && answer.Hits.Count > 0)
            {
                answer.Complete = false;
                break;
            }
            answer.Hits.Add(hit);
        }
        // As stored, what was looked at and is not wanted need not be looked at again.
        answer.Next = answer.Complete && request.Order == LogOrder.AsStored
            ? new LogCursor { Id = Math.Max(view.LastSequence, request.After?.Id ?? 0) }
            : answer.Hits.Count > 0
                ? new LogCursor { TimeUs = answer.Hits[^1].TimeUs, Id = answer.Hits[^1].Id }
                : request.After;
        return answer;
    });

    /// <summary>How many records there are, when, and what the values of a field come to.</summary>
    public static IMessage Answer(CountLogs request, LogView view, DateTimeOffset now) => Refusing(() =>
    {
        using var search = new LogSearch(view, QueryOf(request.Query, request.Stream, request.FromUs, request.ToUs, now));
        if (request.IntervalUs <= 0 && request.Field.Length == 0)
            return new LogCounts { Count = search.Count() };
        var answer = new LogCounts();
        var buckets = new SortedDictionary<long, long>();
        var interval = Math.Max(0, request.IntervalUs);
        var tally = request.Field.Length > 0 ? new FieldTally(request.Field) : null;
        foreach (var (block, rows) in search.Matches())
        {
            answer.Count += rows.Count;
            tally?.Add(block, rows);
            if (interval == 0)
                continue;
            for (var row = 0; row < block.Rows; row++)
            {
                if (rows[row])
                    AddTo(buckets, block.Times[row], ref interval);
            }
        }
        answer.IntervalUs = interval;
        answer.Buckets.Add(buckets.Select(b => new LogBucket { FromUs = b.Key * interval, Count = b.Value }));
        answer.Field = tally?.Result();
        return answer;
    });

    // More buckets than an answer takes: twice as long ones.
    private static void AddTo(SortedDictionary<long, long> buckets, long timeUs, ref long interval)
    {
        var number = Math.DivRem(timeUs, interval, out var rest) - (rest < 0 ? 1 : 0);
        buckets[number] = buckets.GetValueOrDefault(number) + 1;
        while (buckets.Count > MaxBuckets)
        {
            var halved = buckets.GroupBy(b => b.Key >> 1, b => b.Value).Select(g => (g.Key, Sum: g.Sum())).ToList();
            buckets.Clear();
            foreach (var (key, sum) in halved)
                buckets[key] = sum;
            interval *= 2;
        }
    }

    private static LogQuery QueryOf(string text, string stream, long fromUs, long toUs, DateTimeOffset now)
    {
        var node = QueryParser.Parse(text, now);
        if (stream.Length > 0)
            node = new QueryNode.And([new QueryNode.Value(QueryFields.Streams, stream, [.. Blocks.Tokens.Of(stream)], 0), node]);
        return new LogQuery(node, fromUs == 0 ? long.MinValue : fromUs, toUs == 0 ? long.MaxValue : toUs);
    }

    private static IMessage Refusing(Func<IMessage> answer)
    {
        try
        {
            return answer();
        }
        catch (QueryException e)
        {
            return new RequestRefused { Code = RefusalCode.BadRequest, Reason = e.Message };
        }
        catch (InvalidDataException e)
        {
            return new RequestRefused { Code = RefusalCode.BadRequest, Reason = e.Message };
        }
    }
}
