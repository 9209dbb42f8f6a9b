using Akka.Actor;
using Google.Protobuf;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs;

/// <summary>Takes batches of records from forwarders and inputs, finds the streams of each record, and hands them to the log store, which answers whoever sent them.</summary>
internal sealed class LogAggregator : ReceiveActor
{
    // A byte a record: what is beyond so many sets of streams in one batch goes where the last of them goes.
    private const int MaxSets = 255;

    private readonly IActorRef _store;

    public LogAggregator(IActorRef store, LogRouting route)
    {
        _store = store;
        Receive<OpenLogSource>(open => Sender.Tell(new LogSourceOpened { Source = open.Source }));
        Receive<LogRecords>(batch => _store.Tell(Route(batch, route), Sender));
    }

    /// <summary>Names of the streams of a record, joined by commas.</summary>
    public delegate string LogRouting(in LogRecord record);

    public static Props Props(IActorRef store, LogRouting route) => Akka.Actor.Props.Create(() => new LogAggregator(store, route));

    /// <summary>The batch with the streams of its records. One that is damaged goes on as it is: the store says so.</summary>
    internal static LogRecords Route(LogRecords batch, LogRouting route)
    {
        var sets = new List<string>();
        var routes = new byte[batch.Count];
        var row = 0;
        try
        {
            foreach (var record in new LogBatch(batch))
            {
                if (row == routes.Length)
                    return batch;
                var set = route(record);
                var index = sets.IndexOf(set);
                if (index < 0)
                {
                    index = Math.Min(sets.Count, MaxSets - 1);
                    if (index == sets.Count)
                        sets.Add(set);
                }
                routes[row++] = (byte)index;
            }
        }
        catch (InvalidDataException)
        {
            return batch;
        }
        var routed = new LogRecords(batch) { Routes = UnsafeByteOperations.UnsafeWrap(routes) };
        routed.StreamSets.Clear();
        routed.StreamSets.Add(sets);
        return routed;
    }
}
