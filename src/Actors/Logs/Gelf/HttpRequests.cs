using System.Globalization;
using System.Text;

namespace Muster.Actors.Logs.Gelf;

/// <summary>The head of a request, as far as messages need it.</summary>
/// <param name="Method">GET, POST, ...</param>
/// <param name="Path">Without query.</param>
/// <param name="Length">Of the body; -1 when it comes in pieces.</param>
/// <param name="KeepsOpen">Another request may follow.</param>
/// <param name="WantsContinue">The client waits for a word before it sends the body.</param>
/// <param name="Origin">Of a page in a browser; empty when there is none.</param>
internal sealed record HttpHead(string Method, string Path, long Length, bool KeepsOpen, bool WantsContinue, string Origin)
{
    /// <summary>Largest head.</summary>
    public const int MostBytes = 16 * 1024;

    /// <summary>Where the head ends, behind its empty line; -1 when it is not whole yet.</summary>
    public static int EndOf(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end >= 0)
            return end + 4;
        end = bytes.IndexOf("\n\n"u8);
        return end < 0 ? -1 : end + 2;
    }

    /// <summary>Reads a head; null when it is none.</summary>
    public static HttpHead? Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        if (lines[0].TrimEnd('\r').Split(' ') is not [var method, var target, var version] || !version.StartsWith("HTTP/1.", StringComparison.Ordinal) || method.Length == 0)
            return null;
        long? length = null;
        var chunked = false;
        var keepsOpen = version != "HTTP/1.0";
        var (wantsContinue, origin) = (false, "");
        foreach (var line in lines.Skip(1).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                return null;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToLowerInvariant())
            {
                case "content-length":
                    if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var told) || (length is not null && length != told))
                        return null;
                    length = told;
                    break;
                case "transfer-encoding":
                    if (!value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                        return null;
                    chunked = true;
                    break;
                case "connection":
                    keepsOpen = value.Equals("keep-alive", StringComparison.OrdinalIgnoreCase) || (keepsOpen && !value.Equals("close", StringComparison.OrdinalIgnoreCase));
                    break;
                case "expect":
                    wantsContinue = value.Equals("100-continue", StringComparison.OrdinalIgnoreCase);
                    break;
                case "origin":
                    origin = value.Any(char.IsControl) ? "" : value;
                    break;
            }
        }

        // Both at once is how requests are smuggled.
        if (chunked && length is not null)
            return null;
        var path = target.Split('?')[0];
        return new HttpHead(method, path, chunked ? -1 : length ?? 0, keepsOpen, wantsContinue, origin);
    }
}
