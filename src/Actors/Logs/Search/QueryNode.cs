using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Muster.Actors.Logs.Search;

/// <summary>What a query asks of a record.</summary>
internal abstract record QueryNode
{
    /// <summary>Every record.</summary>
    public sealed record All : QueryNode;

    /// <summary>All of these.</summary>
    public sealed record And(ImmutableArray<QueryNode> Parts) : QueryNode;

    /// <summary>Any of these.</summary>
    public sealed record Or(ImmutableArray<QueryNode> Parts) : QueryNode;

    /// <summary>Not this.</summary>
    public sealed record Not(QueryNode Part) : QueryNode;

    /// <summary>The record has the field.</summary>
    public sealed record Exists(string Field) : QueryNode;

    /// <summary>A word or value; of any field when <see cref="Field"/> is null.</summary>
    /// <param name="Field">Its name.</param>
    /// <param name="Text">As written, without quotes and escapes.</param>
    /// <param name="Words">Its words, folded: they must stand one after the other.</param>
    /// <param name="Slop">So many other words may stand between them.</param>
    public sealed record Value(string? Field, string Text, ImmutableArray<byte[]> Words, int Slop) : QueryNode;

    /// <summary>A pattern: with * and ?, a regular expression, or a word that may differ a little.</summary>
    /// <param name="Field">Its name; null for any.</param>
    /// <param name="Matches">True for a value, or a folded word of a text.</param>
    /// <param name="Written">As it was written.</param>
    public sealed record Pattern(string? Field, Func<string, bool> Matches, string Written) : QueryNode;

    /// <summary>From a value to another; null is no bound.</summary>
    public sealed record Range(string Field, string? Low, bool WithLow, string? High, bool WithHigh) : QueryNode;
}

/// <summary>A query that cannot be understood.</summary>
/// <param name="reason">Why.</param>
/// <param name="position">The character it is about, from 1.</param>
internal sealed class QueryException(string reason, int position) : Exception($"The query cannot be understood at character {position}: {reason}.")
{
    public int Position => position;
}

/// <summary>Patterns with * and ?, regular expressions and distances, made safe: none takes longer than its text is long.</summary>
internal static class Patterns
{
    public static Func<string, bool> Wildcard(string pattern)
    {
        var expression = new Regex("^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        return expression.IsMatch;
    }

    /// <exception cref="ArgumentException">It is no regular expression, or one that needs to look back.</exception>
    public static Func<string, bool> Expression(string pattern)
    {
        try
        {
            return new Regex($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline).IsMatch;
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    /// <summary>True for texts that become this one by at most so many changes of a character.</summary>
    public static Func<string, bool> Near(string word, int changes) => text => Distance(word, text, changes) <= changes;

    private static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
            return most + 1;
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, least) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
                least = Math.Min(least, cost);
            }
            if (least > most)
                return most + 1;
        }
        return row[b.Length];
    }
}
