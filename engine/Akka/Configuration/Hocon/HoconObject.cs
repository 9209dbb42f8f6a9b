using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Values by name, in the order they were first written.</summary>
public class HoconObject : IHoconElement
{
    public HoconObject()
    {
    }

    public Dictionary<string, HoconValue> Items { get; private set; } = new();

    public IDictionary<string, object> Unwrapped => Items.ToDictionary(item => item.Key, item => Unwrap(item.Value));

    public bool IsString() => false;

    public string GetString() => throw new ConfigurationException("An object is no text.");

    public bool IsArray() => false;

    public IList<HoconValue> GetArray() => throw new ConfigurationException("An object is no list.");

    public HoconValue GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items[key] = value = new HoconValue();
        return value;
    }

    /// <summary>Takes over what this object lacks; where both have an object, their members merge, this one's win.</summary>
    public void Merge(HoconObject other) => Items = Merged(this, other).Items;

    /// <summary>Both together, the first one winning; neither changes, and untouched parts are shared.</summary>
    internal static HoconObject Merged(HoconObject winner, HoconObject fallback)
    {
        // The fallback's order comes first: the recorded deployments of Akka.NET list the defaults' keys before new ones.
        var merged = new HoconObject { Items = new Dictionary<string, HoconValue>(fallback.Items) };
        foreach (var (key, value) in winner.Items)
        {
            merged.Items[key] = merged.Items.TryGetValue(key, out var below)
                ? HoconValue.Merged(value, below)
                : value;
        }

        return merged;
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent)
    {
        var text = new StringBuilder();
        HoconText.Write(text, this, indent);
        return text.ToString();
    }

    private static object Unwrap(HoconValue value)
    {
        if (value.IsObject())
            return value.GetObject().Unwrapped;
        if (value.IsArray())
            return value.GetArray().Select(Unwrap).ToList();
        return value.GetString();
    }
}
