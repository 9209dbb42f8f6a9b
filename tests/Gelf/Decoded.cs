using System.Globalization;
using System.Net;
using System.Text;
using Muster.Actors.Logs.Gelf;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Gelf.Tests;

/// <summary>A record in a form that tests can compare.</summary>
public sealed record Decoded(long TimeUs, int Level, IReadOnlyDictionary<string, object> Fields)
{
    public object? this[string name] => Fields.GetValueOrDefault(name);

    public string Message => (string)Fields["message"];

    /// <summary>The fields that the client sent, in a line.</summary>
    public string Line => string.Join(' ', Fields.Where(f => !f.Key.StartsWith("gl2_", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal)
        .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}={f.Value}")));

    public static List<Decoded> All(LogRecords records)
    {
        var all = new List<Decoded>();
        var batch = new LogBatch(records);
        foreach (var record in batch)
        {
            var fields = new Dictionary<string, object>(StringComparer.Ordinal);
            foreach (var field in record.Fields)
            {
                var value = field.Value;
                fields.TryAdd(Encoding.UTF8.GetString(batch.Names[field.Name]), value.Kind switch
                {
                    FieldKind.Integer => value.Integer,
                    FieldKind.Real => value.Real,
                    FieldKind.True => true,
                    FieldKind.False => false,
                    FieldKind.Json => new Json(Strict(value.Bytes)),
                    _ => Strict(value.Bytes),
                });
            }

            all.Add(new Decoded(record.TimeUs, record.Level, fields));
        }

        return all;
    }

    // Whatever is stored is UTF-8.
    private static string Strict(ReadOnlySpan<byte> utf8) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);

    /// <summary>A value that is JSON.</summary>
    public sealed record Json(string Text)
    {
        public override string ToString() => $"json:{Text}";
    }
}

/// <summary>A decoder with its surroundings.</summary>
public sealed class Decoding
{
    public const long Now = 1_795_157_800_000_000;

    internal static readonly GelfOrigin Origin = new("Test Logs", new IPEndPoint(IPAddress.Parse("10.1.2.3"), 4711));

    private readonly GelfDecoder _decoder = new();
    private readonly LogBatchWriter _writer = new();

    /// <summary>The record, or why there is none.</summary>
    public (Decoded? Record, string? Fault) Decode(ReadOnlySpan<byte> json)
    {
        var fault = _decoder.Decode(json, _writer, Origin, Now);
        var count = _writer.Count;
        var records = Decoded.All(_writer.Take("test", 1, Now));
        if (records.Count != count || count != (fault is null ? 1 : 0))
            throw new InvalidOperationException($"{count} records counted, {records.Count} there, fault '{fault}'");
        return (records.SingleOrDefault(), fault);
    }

    public (Decoded? Record, string? Fault) Decode(string json) => Decode(Encoding.UTF8.GetBytes(json));
}
