using System.Text;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Search;

/// <summary>A record that was found as a message.</summary>
internal static class LogHitReader
{
    // A message crosses hosts in 96 KiB at most; so much of a value is told.
    private const int MaxValue = 24 * 1024;
    private const int MaxFields = 40 * 1024;

    /// <summary>Reads the row's fields.</summary>
    public static LogHit Read(Found found)
    {
        var (block, row) = found;
        var hit = new LogHit { Id = found.Sequence, TimeUs = found.TimeUs, ReceivedUs = block.Received[row] };
        var room = MaxFields;
        foreach (var name in block.Names)
        {
            var column = block.Find(name)!;
            if (column.ValueOf(row) is var value && value < 0)
                continue;
            switch (name)
            {
                case QueryFields.Level:
                    hit.Level = (int)column.IntegerOf(value);
                    break;
                case QueryFields.Streams:
                    hit.Streams.Add(column.TextOf(value).Split(','));
                    break;
                default:
                    var field = Read(name, column, value, Math.Min(MaxValue, Math.Max(0, room)));
                    room -= field.CalculateSize();
                    hit.Fields.Add(field);
                    break;
            }
        }
        return hit;
    }

    private static LogHitField Read(string name, Column column, int value, int room)
    {
        var field = new LogHitField { Name = name };
        var bytes = column.BytesOf(value);
        switch (column.KindOf(value))
        {
            case FieldKind.Integer:
                field.Integer = column.IntegerOf(value);
                break;
            case FieldKind.Real:
                field.Real = RowFormat.ReadReal(bytes);
                break;
            case FieldKind.True or FieldKind.False:
                field.Boolean = column.KindOf(value) == FieldKind.True;
                break;
            case FieldKind.Json when bytes.Length <= room:
                field.Json = Encoding.UTF8.GetString(bytes);
                break;
            default:
                var end = Math.Min(bytes.Length, room);
                // Not within a character.
                while (end > 0 && end < bytes.Length && (bytes[end] & 0xC0) == 0x80)
                    end--;
                field.Text = Encoding.UTF8.GetString(bytes[..end]);
                field.Cut = bytes.Length - end;
                break;
        }
        return field;
    }
}
