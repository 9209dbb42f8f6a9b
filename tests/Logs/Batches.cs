using System.Text;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Tests.Logs;

/// <summary>Batches as sources send them.</summary>
internal static class Batches
{
    public const long Start = 1_795_157_737_000_000;

    /// <summary>Records like those of logging.md 1.3: the message and a few fields of the frame, a microsecond apart.</summary>
    public static LogRecords Hello(string source, long number, int count, Action<LogBatchWriter, int>? more = null, int level = 6)
    {
        var writer = new LogBatchWriter();
        for (var i = 0; i < count; i++)
        {
            writer.Begin(Start + (number * 1000) + i, level);
            writer.Text(KnownField.Message, "[TTP_test_logger] Hello World!");
            writer.Text(KnownField.Source, "vm");
            writer.Text(KnownField.Logger, "TTP_test_logger");
            writer.Text("owner"u8, "me");
            writer.Integer("number"u8, (number * 1_000_000) + i);
            more?.Invoke(writer, i);
            writer.End();
        }
        return writer.Take(source, number, Start + (number * 1000));
    }

    public static LogRecords In(this LogRecords records, string streams)
    {
        records.StreamSets.Add(streams);
        records.Routes = Google.Protobuf.ByteString.CopyFrom(new byte[records.Count]);
        return records;
    }

    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
