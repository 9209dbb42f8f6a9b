using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Writes values as text. The layout, line ends included, is the one that travels in remote deployments.</summary>
internal static class HoconText
{
    internal const string EmptyList = "<<unknown value>>";
    private const string NeedQuotes = " \t\r\n$\"{}[]:=,#`^?!@*&\\+";

    internal static void Write(StringBuilder text, HoconObject value, int indent)
    {
        foreach (var (key, item) in value.Items)
        {
            text.Append(' ', indent * 2).Append(Key(key)).Append(" : ");
            Write(text, item, indent);
            text.Append("\r\n");
        }
    }

    internal static void Write(StringBuilder text, HoconValue value, int indent)
    {
        if (value.IsObject())
        {
            text.Append("{\r\n");
            Write(text, value.GetObject(), indent + 1);
            text.Append(' ', indent * 2).Append('}');
        }
        else if (value.IsArray())
        {
            WriteList(text, value.GetArray(), indent);
        }
        else
        {
            text.Append(value.IsString() ? Scalar(value.Raw) : "");
        }
    }

    private static void WriteList(StringBuilder text, IList<HoconValue> items, int indent)
    {
        if (items.Count == 0)
        {
            text.Append(EmptyList);
            return;
        }

        text.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            if (items[i].IsArray() && items[i].GetArray().Count == 0)
                text.Append("[]");
            else if (items[i].IsString() && items[i].Raw is { Length: 0 })
                text.Append("\"\"");
            else
                Write(text, items[i], indent + 1);
        }

        text.Append(']');
    }

    private static string Key(string key) => key.Length == 0 || key.Contains('.') || NeedsQuotes(key) || key == "include" ? Quote(key) : key;

    private static string Scalar(string value)
    {
        if (value is null)
            return "null";
        return NeedsQuotes(value) ? Quote(value) : value;
    }

    private static bool NeedsQuotes(string value) =>
        value.AsSpan().IndexOfAny(NeedQuotes) >= 0 || value.Contains("//", StringComparison.Ordinal) || value.Trim().Length != value.Length || HasControl(value);

    private static bool HasControl(string value)
    {
        foreach (var c in value)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
                return true;
        }

        return false;
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            switch (c)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    if (char.IsControl(c))
                        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    else
                        text.Append(c);
                    break;
            }
        }

        return text.Append('"').ToString();
    }
}
