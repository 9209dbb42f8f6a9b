using Muster.Actors.Logs.Blocks;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Search;

/// <summary>What the values of a field come to, over many blocks.</summary>
internal sealed class FieldTally(string field)
{
    private const int MaxDistinct = 100_000;
    private const int Top = 50;

    private readonly Dictionary<string, long> _counts = [];
    private long _count;
    private long _records;
    private long _numbers;
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;
    private double _mean;
    private double _squares;
    private bool _overflown;

    /// <summary>Adds rows of a block.</summary>
    public void Add(Block block, RowSet rows)
    {
        _records += rows.Count;
        if (block.Find(field) is not { } column)
            return;
        var counts = new long[column.Distinct + 1];
        var index = column.Index;
        for (var row = 0; row < index.Length; row++)
        {
            if (rows[row])
                counts[index[row]]++;
        }
        for (var value = 0; value < column.Distinct; value++)
        {
            if (counts[value + 1] is > 0 and var count)
                Add(column, value, count);
        }
    }

    /// <summary>What it comes to.</summary>
    public LogFieldStatistics Result()
    {
        var result = new LogFieldStatistics { Count = _count, Missing = _records - _count, Distinct = _counts.Count, IsLowerBound = _overflown, Numbers = _numbers };
        if (_numbers > 0)
        {
            (result.Least, result.Greatest, result.Sum, result.Mean) = (_least, _greatest, _mean * _numbers, _mean);
            result.Deviation = Math.Sqrt(_squares / _numbers);
        }
        result.Top.Add(_counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Top).Select(c => new LogValueCount { Value = c.Key, Count = c.Value }));
        return result;
    }

    private void Add(Column column, int value, long count)
    {
        _count += count;
        var text = field == QueryFields.Level ? Levels.NameOf((int)column.IntegerOf(value)) : column.TextOf(value);
        if (_counts.ContainsKey(text) || _counts.Count < MaxDistinct)
            _counts[text] = _counts.GetValueOrDefault(text) + count;
        else
            _overflown = true;
        if (column.NumberOf(value) is not { } number || !double.IsFinite(number))
            return;
        // Many of one value at once, without squares of large numbers.
        var (before, delta) = (_numbers, number - _mean);
        _numbers += count;
        _mean += delta * count / _numbers;
        _squares += delta * delta * before * count / _numbers;
        (_least, _greatest) = (Math.Min(_least, number), Math.Max(_greatest, number));
    }
}
