using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>
/// Prints what ranks write, line by line, bytes unchanged: lines of several ranks do not mix, and each can begin with a label. A line that is not finished
/// waits for its rest.
/// </summary>
internal sealed class OutputPrinter(Action<RankStream, ReadOnlyMemory<byte>> print, Func<long, int, string>? label)
{
    private const byte LineEnd = (byte)'\n';

    private readonly Dictionary<(long Run, int Rank, RankStream Stream), MemoryStream> _unfinished = [];

    /// <summary>Takes the next piece of a rank's stream.</summary>
    public void Take(long run, OutputPiece piece)
    {
        var key = (run, piece.Rank, piece.Stream);
        if (!_unfinished.TryGetValue(key, out var line))
            _unfinished[key] = line = new MemoryStream();
        line.Write(piece.Data.Span);
        var held = line.GetBuffer().AsSpan(0, (int)line.Length);
        var whole = piece.End || piece.CutLine ? held.Length : held.LastIndexOf(LineEnd) + 1;
        if (whole == 0)
            return;
        var text = held[..whole];
        // The last line of a stream, or one that was cut, may lack its end; on a terminal the next rank's begins below it.
        var ends = text[^1] == LineEnd;
        print(piece.Stream, label is null && ends ? text.ToArray() : Dressed(text, label?.Invoke(run, piece.Rank) ?? "", ends));
        var rest = held[whole..].ToArray();
        line.SetLength(0);
        line.Write(rest);
    }

    private static byte[] Dressed(ReadOnlySpan<byte> text, string label, bool ends)
    {
        var dressed = new MemoryStream();
        var prefix = System.Text.Encoding.ASCII.GetBytes(label);
        while (text.Length > 0)
        {
            var end = text.IndexOf(LineEnd);
            var line = end < 0 ? text : text[..(end + 1)];
            dressed.Write(prefix);
            dressed.Write(line);
            text = text[line.Length..];
        }

        if (!ends)
            dressed.WriteByte(LineEnd);
        return dressed.ToArray();
    }
}
