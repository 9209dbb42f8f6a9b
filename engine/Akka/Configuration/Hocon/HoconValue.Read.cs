using System.Globalization;

namespace Akka.Configuration.Hocon;

public partial class HoconValue
{
    /// <summary>The text without blanks around it; null for null and for values that are no text.</summary>
    public string GetString()
    {
        if (!IsString())
            return null;
        var text = Raw?.Trim();
        return text == "null" ? null : text;
    }

    public bool GetBoolean() => GetString() switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        null => false,
        var other => throw Wrong(other, "a boolean; write on, off, true or false"),
    };

    public int GetInt() => Number<int>(NumberStyles.Integer, "an integer");

    public long GetLong() => Number<long>(NumberStyles.Integer, "an integer");

    public byte GetByte() => Number<byte>(NumberStyles.Integer, "an integer from 0 to 255");

    public float GetFloat() => Number<float>(NumberStyles.Float | NumberStyles.AllowThousands, "a number");

    public double GetDouble() => Number<double>(NumberStyles.Float | NumberStyles.AllowThousands, "a number");

    public decimal GetDecimal() => Number<decimal>(NumberStyles.Number, "a decimal number");

    /// <summary>Bytes, with an optional unit: b, k, m, g... count in 1024, kB, MB, GB... in 1000. Null stays null.</summary>
    public long? GetByteSize()
    {
        var text = GetString();
        if (text is null)
            return null;
        return HoconUnits.TryByteSize(text, out var size)
            ? size
            : throw Wrong(text, "a size; write a whole number and a unit such as b, k, m, g, kB, MB or GiB");
    }

    /// <summary>A duration with its unit (a bare number counts milliseconds), or "infinite".</summary>
    public TimeSpan GetTimeSpan(bool allowInfinite = true)
    {
        var text = GetString();
        if (text is null)
            return TimeSpan.Zero;
        if (text == "infinite" && allowInfinite)
            return Timeout.InfiniteTimeSpan;
        return HoconUnits.TryDuration(text, out var duration)
            ? duration
            : throw Wrong(text, $"a duration; write a number and a unit such as ms, s, m, h or d{(allowInfinite ? ", or infinite" : "")}");
    }

    public IList<string> GetStringList() => Each(static value => value.GetString());

    public IList<bool> GetBooleanList() => Each(static value => value.GetBoolean());

    public IList<int> GetIntList() => Each(static value => value.GetInt());

    public IList<long> GetLongList() => Each(static value => value.GetLong());

    public IList<byte> GetByteList() => Each(static value => value.GetByte());

    public IList<float> GetFloatList() => Each(static value => value.GetFloat());

    public IList<double> GetDoubleList() => Each(static value => value.GetDouble());

    public IList<decimal> GetDecimalList() => Each(static value => value.GetDecimal());

    private List<T> Each<T>(Func<HoconValue, T> read)
    {
        var items = GetArray();
        var result = new List<T>(items.Count);
        foreach (var item in items)
            result.Add(read(item));
        return result;
    }

    private T Number<T>(NumberStyles style, string kind)
        where T : struct, System.Numerics.INumber<T>
    {
        var text = GetString();
        return T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(text, kind);
    }

    private ConfigurationException Wrong(string text, string expected)
    {
        var shown = text is null ? (IsObject() ? "an object" : IsArray() ? "a list" : "nothing") : $"'{(text.Length > 80 ? text[..80] + "..." : text)}'";
        return At.Error(Path is null ? $"{shown} is not {expected}." : $"{Path} = {shown} is not {expected}.");
    }
}
