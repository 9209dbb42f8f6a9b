using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A text, a list or an object, with the place it was written at.</summary>
public partial class HoconValue : IMightBeAHoconObject
{
    public HoconValue()
        : this(new List<IHoconElement>())
    {
    }

    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        Values = values;
        AdoptedFromFallback = adoptedFromFallback;
    }

    internal HoconValue(IHoconElement element, SourcePosition at, string path)
        : this(new List<IHoconElement>(1) { element })
    {
        At = at;
        Path = path;
    }

    public List<IHoconElement> Values { get; }

    public bool IsEmpty => Values.Count == 0 || (Values[0] is HoconObject first && first.Items.Count == 0);

    internal bool AdoptedFromFallback { get; }

    internal SourcePosition At { get; private set; }

    /// <summary>The full path the value was written under; null when made by code.</summary>
    internal string Path { get; private set; }

    /// <summary>The text as written, "null" included; null for a value without text.</summary>
    internal string Raw => Values.Count switch
    {
        0 => "",
        1 => Values[0].GetString(),
        _ => string.Concat(Values.Select(value => value.GetString())),
    };

    public void Clear() => Values.Clear();

    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public void AppendValue(IHoconElement value)
    {
        // A text after an object or list replaces it, and the other way round; texts and lists add up.
        if (Values.Count > 0 && (value is HoconObject || Values[0].IsString() != value.IsString()))
        {
            if (value is HoconObject added && IsObject())
                value = HoconObject.Merged(added, GetObject());
            Values.Clear();
        }

        Values.Add(value);
    }

    public Config AtKey(string key)
    {
        var outer = new HoconObject();
        outer.Items[key] = this;
        return new HoconValue(outer, default, null).ToConfig();
    }

    public Config ToConfig() => new(new HoconRoot(this));

    public bool IsString() => Values.Count > 0 && Values.TrueForAll(static value => value.IsString());

    public bool IsArray() => Values.Count > 0 && Values.TrueForAll(static value => value.IsArray());

    public bool IsObject() => GetObject() is not null;

    public HoconObject GetObject()
    {
        if (Values.Count == 0)
            return null;
        var found = AsObject(Values[0]);
        for (var i = 1; i < Values.Count && found is not null; i++)
        {
            if (AsObject(Values[i]) is { } next)
                found = HoconObject.Merged(next, found);
        }

        return found;
    }

    public HoconValue GetChildObject(string key) => GetObject()?.GetKey(key);

    public IList<HoconValue> GetArray()
    {
        if (Values.Count == 1 && Values[0] is HoconArray only)
            return only;
        var all = new List<HoconValue>();
        foreach (var value in Values)
        {
            if (value.IsArray())
                all.AddRange(value.GetArray());
        }

        return all;
    }

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent)
    {
        var text = new StringBuilder();
        HoconText.Write(text, this, indent);
        return text.ToString();
    }

    /// <summary>Objects merge, everything else is replaced by the winner.</summary>
    internal static HoconValue Merged(HoconValue winner, HoconValue fallback)
    {
        if (winner.Values.Count == 0)
            return fallback;
        var above = winner.GetObject();
        var below = above is null ? null : fallback.GetObject();
        return below is null || below.Items.Count == 0
            ? winner
            : new HoconValue(HoconObject.Merged(above, below), winner.At, winner.Path);
    }

    private static HoconObject AsObject(IHoconElement element) => element switch
    {
        HoconObject found => found,
        IMightBeAHoconObject candidate when candidate.IsObject() => candidate.GetObject(),
        _ => null,
    };
}
