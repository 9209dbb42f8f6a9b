using System.Numerics;

namespace Muster.Actors.Logs.Search;

/// <summary>Rows of a block, a bit each.</summary>
internal readonly struct RowSet
{
    private readonly ulong[] _words;

    private RowSet(ulong[] words, int rows)
    {
        (_words, Rows) = (words, rows);
    }

    /// <summary>Of the block.</summary>
    public int Rows { get; }

    public static RowSet None(int rows) => new(new ulong[(rows + 63) / 64], rows);

    public static RowSet All(int rows)
    {
        var all = None(rows);
        all._words.AsSpan().Fill(ulong.MaxValue);
        all.Trim();
        return all;
    }

    public bool this[int row] => (_words[row >> 6] & (1UL << (row & 63))) != 0;

    public bool IsEmpty => !_words.AsSpan().ContainsAnyExcept(0UL);

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    public void Add(int row) => _words[row >> 6] |= 1UL << (row & 63);

    public void Intersect(RowSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] &= other._words[i];
    }

    public void Unite(RowSet other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
    }

    public void Invert()
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] = ~_words[i];
        Trim();
    }

    private void Trim()
    {
        if (Rows % 64 is > 0 and var rest)
            _words[^1] &= (1UL << rest) - 1;
    }
}
