using System.Net;
using Muster.Actors.Logs.Gelf;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Streams;

/// <summary>Which streams a message would be in, rule by rule. Pure.</summary>
public static class RuleTest
{
    private static readonly GelfOrigin Nowhere = new("rule test", new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Tests the rules of the pack that comes with the question, else those in force.</summary>
    public static RulesTested Answer(TestRules test, StreamRules inForce)
    {
        ArgumentNullException.ThrowIfNull(test);
        var rules = inForce;
        try
        {
            if (!test.ContentPack.IsEmpty)
                rules = new StreamRules(ContentPack.Read(test.ContentPack.Memory).Streams);
        }
        catch (Exception e) when (e is ContentPackException or ArgumentException)
        {
            return new RulesTested { Fault = e.Message };
        }

        var writer = new LogBatchWriter();
        if (new GelfDecoder().Decode(test.Message.Span, writer, Nowhere, nowUs: 0) is { } fault)
            return new RulesTested { Fault = $"The message would be rejected: {fault}." };
        var tested = new RulesTested();
        foreach (var record in new LogBatch(writer.Take("rule test", 1, receivedUs: 0)))
        {
            tested.Routed.AddRange(rules.Route(record).Split(','));
            foreach (var stream in rules.Streams)
                tested.Streams.Add(StreamOf(stream, record, tested.Routed.Contains(stream.Name)));
        }

        return tested;
    }

    private static StreamTested StreamOf(LogStream stream, LogRecord record, bool matches)
    {
        var tested = new StreamTested { Name = stream.Name, Matches = matches, Any = stream.Any, Disabled = stream.Disabled };
        foreach (var rule in stream.Rules)
        {
            var holds = record.TryGet(System.Text.Encoding.UTF8.GetBytes(rule.Reads), out var value) ? rule.Holds(value) : rule.HoldsWithout;
            tested.Rules.Add(new RuleTested { Kind = ContentPack.NameOf(rule.Kind), Field = rule.Field, Value = rule.Value, Inverted = rule.Inverted, Holds = holds });
        }

        return tested;
    }
}
