using Akka.Configuration.Hocon;
using Akka.Util.Internal;

namespace Akka.Configuration;

/// <summary>Settings by dotted path. What a configuration lacks, its fallback gives; objects merge, all else is replaced.</summary>
public partial class Config
{
    public static readonly Config Empty = ConfigurationFactory.Empty;

    private readonly HoconValue _own;
    private HoconValue _merged;

    public Config()
    {
    }

    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root?.Value, nameof(root));
        _own = root.Value;
        Substitutions = root.Substitutions ?? Enumerable.Empty<HoconSubstitution>();
    }

    public Config(Config source, Config fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        _own = source._own;
        Substitutions = source.Substitutions;
        Fallback = source.Fallback is null ? fallback : source.Fallback.SafeWithFallback(fallback);
    }

    public Config Fallback { get; }

    public IEnumerable<HoconSubstitution> Substitutions { get; set; } = Enumerable.Empty<HoconSubstitution>();

    /// <summary>This configuration and its fallbacks as one value; null when both are empty.</summary>
    public virtual HoconValue Root => _merged ??= Merge();

    public virtual bool IsEmpty => Root is null || Root.IsEmpty;

    protected Config Copy(Config fallback = null) => new(this, fallback);

    public virtual Config WithFallback(Config fallback)
    {
        if (ReferenceEquals(fallback, this))
            throw new ArgumentException("A configuration cannot be its own fallback.", nameof(fallback));
        if (fallback.IsNullOrEmpty())
            return this;
        return IsEmpty ? fallback : Copy(fallback);
    }

    public virtual bool HasPath(string path) => Find(path) is not null;

    public HoconValue GetValue(string path) => Find(path);

    public virtual Config GetConfig(string path) => Find(path) is { } value ? new Config(new HoconRoot(value)) : null;

    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() =>
        Root?.GetObject() is { } members ? members.Items : Enumerable.Empty<KeyValuePair<string, HoconValue>>();

    public override string ToString() => Show(Root);

    public string ToString(bool includeFallback) => Show(includeFallback ? Root : _own);

    public static Config operator +(Config config, string fallback) => config.WithFallback(ConfigurationFactory.ParseString(fallback));

    public static Config operator +(string configHocon, Config fallbackConfig) => ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    private HoconValue Merge()
    {
        var below = Fallback?.Root;
        if (_own is null || below is null)
            return _own ?? below;
        return HoconValue.Merged(_own, below);
    }

    private HoconValue Find(string path)
    {
        var current = Root;
        if (current is null)
            return null;
        if (!path.Contains('"'))
            return Walk(current, path);
        foreach (var name in path.SplitDottedPathHonouringQuotes())
        {
            current = current.GetChildObject(name);
            if (current is null)
                return null;
        }

        return current;
    }

    private static HoconValue Walk(HoconValue current, string path)
    {
        var start = 0;
        while (start < path.Length)
        {
            var dot = path.IndexOf('.', start);
            var end = dot < 0 ? path.Length : dot;
            if (end > start)
            {
                current = current.GetChildObject(path.Substring(start, end - start));
                if (current is null)
                    return null;
            }

            start = end + 1;
        }

        return current;
    }

    private static string Show(HoconValue value)
    {
        if (value is null)
            return "";
        // The members of the root stand one step in, without braces around them.
        return value.GetObject() is { } members ? members.ToString(1) : value.ToString();
    }
}
