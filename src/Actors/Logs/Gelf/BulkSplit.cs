namespace Muster.Actors.Logs.Gelf;

/// <summary>The messages of one body: one object, however many lines it has; objects on lines of their own; or a JSON array of them.</summary>
internal static class BulkSplit
{
    public static IEnumerable<Range> Messages(ReadOnlySpan<byte> text)
    {
        List<Range> found = [];
        var at = 0;
        var inArray = false;
        Blank(text, ref at);
        if (at < text.Length && text[at] == '[')
        {
            inArray = true;
            at++;
        }

        while (true)
        {
            Blank(text, ref at, inArray);
            if (at >= text.Length || (inArray && text[at] == ']'))
                return found;
            var start = at;
            at = text[at] == '{' ? EndOfObject(text, at) : EndOfLine(text, at);
            found.Add(start..at);
        }
    }

    private static void Blank(ReadOnlySpan<byte> text, ref int at, bool commas = false)
    {
        while (at < text.Length && (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0 || (commas && text[at] == ',')))
            at++;
    }

    // What is no object is the decoder's to reject, a line at a time.
    private static int EndOfLine(ReadOnlySpan<byte> text, int at)
    {
        var end = text[at..].IndexOfAny((byte)'\n', (byte)0);
        return end < 0 ? text.Length : at + end;
    }

    private static int EndOfObject(ReadOnlySpan<byte> text, int start)
    {
        var depth = 0;
        var inString = false;
        for (var at = start; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'\\' when inString:
                    at++;
                    break;
                case (byte)'"':
                    inString = !inString;
                    break;
                case (byte)'{' or (byte)'[' when !inString:
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when !inString:
                    if (--depth == 0)
                        return at + 1;
                    break;
            }
        }

        // It never ends: the damage is this line's alone when others follow.
        return EndOfLine(text, start);
    }
}
