using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Gelf;

/// <summary>
/// GELF messages into records, from the bytes that came, without an object a message. Fields are what Graylog makes of them, and more: booleans, NaN, nested objects, a host that is
/// no text and names with unusual letters are kept, where Graylog drops the field or the message.
/// </summary>
/// <remarks>Not thread-safe: it has scratch space.</remarks>
internal sealed class GelfDecoder
{
    // As GELF says for a message without a level.
    private const int AlertLevel = 1;
    private const int MaxScratch = 64 * 1024;
    private const int MaxNesting = 64;
    private const long LastSecond = 253_402_300_799;

    private readonly JsonText _text = new();
    private readonly FieldName _names = new();

    /// <summary>
    /// Adds the message to the writer. Answers why it cannot be taken, in words; null when it was. Nothing of a refused message stays in the writer.
    /// </summary>
    /// <param name="json">The message, inflated and without delimiter.</param>
    /// <param name="into">Where the record goes; it is ended.</param>
    /// <param name="origin">Where the message comes from.</param>
    /// <param name="nowUs">When it came.</param>
    public string? Decode(ReadOnlySpan<byte> json, LogBatchWriter into, GelfOrigin origin, long nowUs)
    {
        into.Begin(nowUs, AlertLevel);
        var scan = new JsonScanner(json);
        var (timeUs, level) = (nowUs, AlertLevel);
        var (hasText, hasHost, badText) = (false, false, false);
        Later message = default, host = default;
        while (scan.Read())
        {
            switch (Standard.Of(scan.Name))
            {
                case Standard.ShortMessage:
                    if (hasText || badText)
                        break;
                    if (scan.Kind == JsonKind.Text)
                        hasText = AddText(into, KnownField.Message, scan);
                    else
                        badText = scan.Kind != JsonKind.Null;
                    break;
                case Standard.Host:
                    if (!hasHost && scan.Kind == JsonKind.Text)
                        hasHost = AddText(into, KnownField.Source, scan);
                    else if (!hasHost && scan.Kind != JsonKind.Null)
                        Add(into, "host"u8, scan);
                    break;
                case Standard.Message:
                    if (!message.Is && scan.Kind == JsonKind.Text)
                        message = new Later(scan.Value, scan.ValueEscaped);
                    break;
                case Standard.Source:
                    if (!host.Is && scan.Kind == JsonKind.Text)
                        host = new Later(scan.Value, scan.ValueEscaped);
                    break;
                case Standard.FullMessage:
                    if (scan.Kind == JsonKind.Text)
                        AddText(into, KnownField.FullMessage, scan);
                    else
                        Add(into, "full_message"u8, scan);
                    break;
                case Standard.Logger when scan.Kind == JsonKind.Text:
                    AddText(into, KnownField.Logger, scan);
                    break;
                case Standard.Timestamp:
                    if (TryTime(scan, out var told))
                        timeUs = told;
                    break;
                case Standard.Level:
                    if (TryInteger(scan, out var number))
                        level = (int)Math.Clamp(number, 0, 7);
                    break;
                // What the client's own words for these would replace stays as GELF's standard fields say; the rest is the server's to set.
                case Standard.Ignored:
                    break;
                default:
                    var name = _names.Of(scan.Name, scan.NameEscaped);
                    if (name.Length > 0 && !name.StartsWith("gl2_"u8))
                        Add(into, name, scan);
                    break;
            }
        }

        var fault = scan.Fault.Length > 0 ? scan.Fault
            : badText ? "short_message is no text"
            : hasText || AddLater(into, KnownField.Message, message) ? null
            : "short_message is missing or empty";
        if (fault is not null)
        {
            into.Discard();
            Tidy();
            return fault;
        }

        if (!hasHost && !AddLater(into, KnownField.Source, host))
            into.Text(KnownField.Source, origin.Address);
        origin.AddTo(into);
        into.Stamp(timeUs, level);
        into.End();
        Tidy();
        return null;
    }

    private void Tidy() => _text.Shrink(MaxScratch);

    private bool AddText(LogBatchWriter into, KnownField field, in JsonScanner scan)
    {
        var text = _text.Of(scan.Value, scan.ValueEscaped);
        if (text.Length == 0)
            return false;
        into.Text(field, text);
        return true;
    }

    private bool AddLater(LogBatchWriter into, KnownField field, Later later)
    {
        if (!later.Is)
            return false;
        var text = _text.Of(later.Raw, later.Escaped);
        if (text.Length == 0)
            return false;
        into.Text(field, text);
        return true;
    }

    private void Add(LogBatchWriter into, ReadOnlySpan<byte> name, in JsonScanner scan)
    {
        switch (scan.Kind)
        {
            case JsonKind.Text:
                var text = _text.Of(scan.Value, scan.ValueEscaped);
                if (text.Length > 0)
                    into.Text(name, text);
                break;
            case JsonKind.Number:
                AddNumber(into, name, scan.Value);
                break;
            case JsonKind.True or JsonKind.False:
                into.Boolean(name, scan.Kind == JsonKind.True);
                break;
            case JsonKind.NaN:
                into.Real(name, double.NaN);
                break;
            case JsonKind.Infinity:
                into.Real(name, double.PositiveInfinity);
                break;
            case JsonKind.NegativeInfinity:
                into.Real(name, double.NegativeInfinity);
                break;
            case JsonKind.Container when IsStrict(scan.Value):
                into.Json(name, scan.Value);
                break;
            case JsonKind.Container:
                // What no strict reader could take as JSON later is kept as text.
                into.Text(name, _text.Of(scan.Value, escaped: false));
                break;
        }
    }

    private void AddNumber(LogBatchWriter into, ReadOnlySpan<byte> name, ReadOnlySpan<byte> digits)
    {
        if (Utf8Parser.TryParse(digits, out long integer, out var used) && used == digits.Length)
            into.Integer(name, integer);
        else if (digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && IsStrict(digits))
            into.Json(name, digits);
        else if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
            into.Real(name, real);
        else
            into.Text(name, _text.Of(digits, escaped: false));
    }

    private static bool IsStrict(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxNesting });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryTime(in JsonScanner scan, out long us)
    {
        us = 0;
        if (scan.Kind is not (JsonKind.Number or JsonKind.Text))
            return false;
        var text = scan.Value.Trim((byte)' ');
        // The digits themselves where they are plain: a double of today has a quarter of a microsecond left.
        if (Utf8Parser.TryParse(text, out long seconds, out var used) && seconds is > 0 and <= LastSecond)
        {
            us = seconds * 1_000_000;
            if (used == text.Length)
                return true;
            if (text[used] == '.' && text[(used + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            {
                for (var (i, unit) = (used + 1, 100_000L); i < text.Length && unit > 0; i++, unit /= 10)
                    us += (text[i] - '0') * unit;
                return true;
            }
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || !(real > 0) || real > LastSecond)
            return false;
        us = (long)(real * 1_000_000);
        return true;
    }

    private static bool TryInteger(in JsonScanner scan, out long number)
    {
        number = 0;
        if (scan.Kind is not (JsonKind.Number or JsonKind.Text))
            return false;
        var text = scan.Value.Trim((byte)' ');
        if (Utf8Parser.TryParse(text, out number, out var used) && used == text.Length)
            return true;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || !double.IsFinite(real))
            return false;
        number = (long)Math.Clamp(real, -1, 8);
        return true;
    }

    /// <summary>A text to fall back upon, which may stand before the field that it stands in for.</summary>
    private readonly ref struct Later(ReadOnlySpan<byte> raw, bool escaped)
    {
        public bool Is { get; } = true;

        public ReadOnlySpan<byte> Raw { get; } = raw;

        public bool Escaped { get; } = escaped;
    }
}
