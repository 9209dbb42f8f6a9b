using System.Globalization;
using System.Text;
using Muster.Actors.Logs.Blocks;
using Muster.Messages.Store;

namespace Muster.Actors.Logs.Search;

/// <summary>Whether a block may have what a query looks for, by its head and its token filter. Pure; never wrong when it says no.</summary>
internal static class FilterHints
{
    /// <summary>False when no record of the block is what the query looks for.</summary>
    public static bool MayHold(QueryNode node, LogBlockHead head, Func<byte[]> readFilter)
    {
        byte[]? filter = null;
        return MayHold(node, head, new Filter(() => filter ??= readFilter()));
    }

    private delegate byte[] Filter();

    private static bool MayHold(QueryNode node, LogBlockHead head, Filter filter)
    {
        switch (node)
        {
            case QueryNode.And and:
                return and.Parts.All(p => MayHold(p, head, filter));
            case QueryNode.Or or:
                return or.Parts.Any(p => MayHold(p, head, filter));
            case QueryNode.Exists exists:
                return Has(head, exists.Field);
            case QueryNode.Pattern { Field: { } field }:
                return Has(head, field);
            case QueryNode.Range { Field: QueryFields.Timestamp } range:
                return !(BlockMatcher.NumberIn(range.High ?? "") < head.FirstUs) && !(BlockMatcher.NumberIn(range.Low ?? "") > head.LastUs);
            case QueryNode.Range { Field: QueryFields.Id } range:
                return !(BlockMatcher.NumberIn(range.High ?? "") < head.FirstSequence) && !(BlockMatcher.NumberIn(range.Low ?? "") > head.LastSequence);
            case QueryNode.Range range:
                return Has(head, range.Field);
            case QueryNode.Value { Field: QueryFields.Id } id:
                return BlockMatcher.NumberIn(id.Text) is { } number && number >= head.FirstSequence && number <= head.LastSequence;
            case QueryNode.Value { Field: QueryFields.Timestamp }:
                return true;
            case QueryNode.Value value:
                return MayHoldValue(value, head, filter);
            default:
                return true;
        }
    }

    private static bool MayHoldValue(QueryNode.Value value, LogBlockHead head, Filter filter)
    {
        if (value.Field is { } field && !Has(head, field))
            return false;
        // A stream is one of several names in a value: its words are there.
        if (value.Field == QueryFields.Streams)
            return value.Words.All(w => TokenFilter.MayHold(filter(), TokenFilter.HashOfWord(w)));
        var texts = value.Field == QueryFields.Level
            ? [Levels.Parse(value.Text)?.ToString(CultureInfo.InvariantCulture) ?? value.Text]
            : Spellings(value.Text);
        if (texts.Any(t => !TokenFilter.Covers(Encoding.UTF8.GetByteCount(t))))
            return true;
        var bytes = filter();
        if (value.Words.Length > 0 && (value.Field is null || QueryFields.IsProse(value.Field)) && value.Words.All(w => TokenFilter.MayHold(bytes, TokenFilter.HashOfWord(w))))
            return true;
        var fields = value.Field is { } one ? [one] : head.Columns.Select(c => c.Name).Where(n => n.Length > 0 && n[0] != '\0');
        return fields.Any(name => texts.Any(text => TokenFilter.MayHold(bytes, TokenFilter.HashOfValue(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(text)))));
    }

    // 1.0 is the integer 1 too.
    private static string[] Spellings(string text) => BlockMatcher.NumberIn(text) is not { } number
        ? [text]
        : Math.Abs(number) < 1e18 && Math.Floor(number) == number
            ? [text, ((long)number).ToString(CultureInfo.InvariantCulture), number.ToString("R", CultureInfo.InvariantCulture)]
            : [text, number.ToString("R", CultureInfo.InvariantCulture)];

    private static bool Has(LogBlockHead head, string field) => field is QueryFields.Id or QueryFields.Timestamp || head.Columns.Any(c => c.Name == field);
}
