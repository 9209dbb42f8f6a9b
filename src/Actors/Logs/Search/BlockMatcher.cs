using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Search;

/// <summary>Which rows of a block a query finds. Pure. A question is asked of each different value once.</summary>
internal static class BlockMatcher
{
    /// <summary>The rows that a query finds.</summary>
    public static RowSet Match(QueryNode node, Block block)
    {
        switch (node)
        {
            case QueryNode.All:
                return RowSet.All(block.Rows);
            case QueryNode.And and:
                var both = Match(and.Parts[0], block);
                for (var i = 1; i < and.Parts.Length && !both.IsEmpty; i++)
                    both.Intersect(Match(and.Parts[i], block));
                return both;
            case QueryNode.Or or:
                var either = RowSet.None(block.Rows);
                foreach (var part in or.Parts)
                    either.Unite(Match(part, block));
                return either;
            case QueryNode.Not not:
                var rest = Match(not.Part, block);
                rest.Invert();
                return rest;
            case QueryNode.Exists { Field: QueryFields.Id or QueryFields.Timestamp }:
                return RowSet.All(block.Rows);
            case QueryNode.Exists exists:
                return Rows(block, exists.Field, (_, _) => true);
            case QueryNode.Range range:
                return InRange(range, block);
            case QueryNode.Value value:
                return WithValue(value, block);
            case QueryNode.Pattern pattern:
                return Like(pattern, block);
            default:
                throw new InvalidOperationException($"{node} is no node that can be matched.");
        }
    }

    private static RowSet Rows(Block block, string field, Func<Column, int, bool> isWanted)
    {
        var rows = RowSet.None(block.Rows);
        if (block.Find(field) is { } column)
            AddRows(rows, column, isWanted);
        return rows;
    }

    private static void AddRows(RowSet rows, Column column, Func<Column, int, bool> isWanted)
    {
        // One more in front: no value.
        var wanted = new bool[column.Distinct + 1];
        var any = false;
        for (var value = 0; value < column.Distinct; value++)
            any |= wanted[value + 1] = isWanted(column, value);
        if (!any)
            return;
        var index = column.Index;
        for (var row = 0; row < index.Length; row++)
        {
            if (wanted[index[row]])
                rows.Add(row);
        }
    }

    private static RowSet WithValue(QueryNode.Value value, Block block)
    {
        switch (value.Field)
        {
            case QueryFields.Id:
                return Numbers(block.Sequences, block.Rows, n => n.ToString(CultureInfo.InvariantCulture) == value.Text);
            case QueryFields.Timestamp:
                return Times.Parse(value.Text, DateTimeOffset.UnixEpoch) is { } us ? Numbers(block.Times, block.Rows, n => n == us) : RowSet.None(block.Rows);
            case QueryFields.Level:
                return Rows(block, QueryFields.Level, (column, i) => Levels.Parse(value.Text) is { } level && column.NumberOf(i) == level);
            case QueryFields.Streams:
                return Rows(block, QueryFields.Streams, (column, i) => column.TextOf(i).Split(',').Contains(value.Text));
        }
        var number = NumberIn(value.Text);
        var utf8 = Encoding.UTF8.GetBytes(value.Text);
        if (value.Field is { } field)
            return Rows(block, field, (column, i) => IsValue(column, i, value, utf8, number, QueryFields.IsProse(field)));
        var rows = RowSet.None(block.Rows);
        foreach (var name in block.Names)
            AddRows(rows, block.Find(name)!, (column, i) => IsValue(column, i, value, utf8, number, anyWord: true));
        return rows;
    }

    private static bool IsValue(Column column, int i, QueryNode.Value value, byte[] utf8, double? number, bool anyWord) => column.KindOf(i) switch
    {
        FieldKind.Text or FieldKind.Json => column.BytesOf(i).SequenceEqual(utf8) || (anyWord && value.Words.Length > 0 && HasWords(column.BytesOf(i), value.Words, value.Slop)),
        FieldKind.Integer or FieldKind.Real => number is { } wanted ? column.NumberOf(i) is { } is_ && is_.Equals(wanted) : column.TextOf(i) == value.Text,
        FieldKind.True => value.Text == "true",
        _ => value.Text == "false",
    };

    private static bool HasWords(ReadOnlySpan<byte> text, ImmutableArray<byte[]> words, int slop)
    {
        if (slop == 0)
            return Tokens.Contain(text, words);
        var at = new List<int>[words.Length];
        for (var i = 0; i < words.Length; i++)
            at[i] = [];
        var place = 0;
        for (var on = 0; Tokens.Next(text, ref on, out var word); place++)
        {
            for (var i = 0; i < words.Length; i++)
            {
                if (Tokens.AreSame(word, words[i]))
                    at[i].Add(place - i);
            }
        }
        // Moved to where they would stand side by side, all must be within the slop of each other.
        return at.All(places => places.Count > 0) && at[0].Concat(at.Skip(1).SelectMany(p => p)).Distinct()
            .Any(from => at.All(places => places.Any(p => p >= from && p <= from + slop)));
    }

    private static RowSet Like(QueryNode.Pattern pattern, Block block)
    {
        switch (pattern.Field)
        {
            case QueryFields.Level:
                return Rows(block, QueryFields.Level, (column, i) => pattern.Matches(column.TextOf(i)) || pattern.Matches(Levels.NameOf((int)column.IntegerOf(i))));
            case QueryFields.Streams:
                return Rows(block, QueryFields.Streams, (column, i) => column.TextOf(i).Split(',').Any(pattern.Matches));
            case { } field:
                return Rows(block, field, (column, i) => IsLike(column, i, pattern, QueryFields.IsProse(field)));
        }
        var rows = RowSet.None(block.Rows);
        foreach (var name in block.Names)
            AddRows(rows, block.Find(name)!, (column, i) => IsLike(column, i, pattern, anyWord: true));
        return rows;
    }

    private static bool IsLike(Column column, int i, QueryNode.Pattern pattern, bool anyWord)
    {
        var text = column.TextOf(i);
        if (pattern.Matches(text))
            return true;
        if (!anyWord || column.KindOf(i) is not (FieldKind.Text or FieldKind.Json))
            return false;
        var bytes = column.BytesOf(i);
        for (var at = 0; Tokens.Next(bytes, ref at, out var word);)
        {
            if (pattern.Matches(Encoding.UTF8.GetString(word)) || pattern.Matches(Encoding.UTF8.GetString(Tokens.Fold(word))))
                return true;
        }
        return false;
    }

    private static RowSet InRange(QueryNode.Range range, Block block)
    {
        switch (range.Field)
        {
            case QueryFields.Timestamp:
                return Numbers(block.Times, block.Rows, n => IsIn(n, range));
            case QueryFields.Id:
                return Numbers(block.Sequences, block.Rows, n => IsIn(n, range));
            case QueryFields.Level:
                range = range with { Low = LevelIn(range.Low), High = LevelIn(range.High) };
                break;
        }
        // Between numbers there are numbers only, also those that came as text.
        var ofNumbers = (range.Low is null || NumberIn(range.Low) is not null) && (range.High is null || NumberIn(range.High) is not null);
        return Rows(block, range.Field, (column, i) => ofNumbers
            ? (column.NumberOf(i) ?? NumberIn(column.TextOf(i))) is { } number && IsIn(number, range)
            : column.NumberOf(i) is null && IsIn(column.TextOf(i), range));
    }

    private static string? LevelIn(string? text) => text is null ? null : Levels.Parse(text)?.ToString(CultureInfo.InvariantCulture) ?? text;

    private static bool IsIn(double number, QueryNode.Range range)
    {
        var (low, high) = (range.Low is null ? double.NegativeInfinity : NumberIn(range.Low), range.High is null ? double.PositiveInfinity : NumberIn(range.High));
        return low is { } l && high is { } h && (range.WithLow ? number >= l : number > l) && (range.WithHigh ? number <= h : number < h);
    }

    private static bool IsIn(string text, QueryNode.Range range)
    {
        var low = range.Low is null ? 1 : string.CompareOrdinal(text, range.Low);
        var high = range.High is null ? -1 : string.CompareOrdinal(text, range.High);
        return (range.WithLow ? low >= 0 : low > 0) && (range.WithHigh ? high <= 0 : high < 0);
    }

    private static RowSet Numbers(long[] numbers, int count, Predicate<long> isWanted)
    {
        var rows = RowSet.None(count);
        for (var row = 0; row < count; row++)
        {
            if (isWanted(numbers[row]))
                rows.Add(row);
        }
        return rows;
    }

    internal static double? NumberIn(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
