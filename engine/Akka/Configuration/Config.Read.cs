using Akka.Configuration.Hocon;

namespace Akka.Configuration;

public partial class Config
{
    public virtual string GetString(string path, string @default = null) => Find(path) is { } value ? value.GetString() : @default;

    public virtual bool GetBoolean(string path, bool @default = false) => Scalar(path) is { } value ? value.GetBoolean() : @default;

    public virtual int GetInt(string path, int @default = 0) => Scalar(path) is { } value ? value.GetInt() : @default;

    public virtual long GetLong(string path, long @default = 0) => Scalar(path) is { } value ? value.GetLong() : @default;

    public virtual float GetFloat(string path, float @default = 0) => Scalar(path) is { } value ? value.GetFloat() : @default;

    public virtual double GetDouble(string path, double @default = 0) => Scalar(path) is { } value ? value.GetDouble() : @default;

    public virtual decimal GetDecimal(string path, decimal @default = 0) => Scalar(path) is { } value ? value.GetDecimal() : @default;

    public virtual long? GetByteSize(string path) => GetByteSize(path, null);

    public virtual long? GetByteSize(string path, long? def = null) => Scalar(path) is { } value ? value.GetByteSize() : def;

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Scalar(path) is { } value ? value.GetTimeSpan(allowInfinite) : @default.GetValueOrDefault();

    public virtual IList<string> GetStringList(string path) => Find(path)?.GetStringList() ?? [];

    public virtual IList<string> GetStringList(string path, string[] defaultPaths) => Find(path)?.GetStringList() ?? defaultPaths;

    public virtual IList<bool> GetBooleanList(string path) => Required(path).GetBooleanList();

    public virtual IList<int> GetIntList(string path) => Required(path).GetIntList();

    public virtual IList<long> GetLongList(string path) => Required(path).GetLongList();

    public virtual IList<byte> GetByteList(string path) => Required(path).GetByteList();

    public virtual IList<float> GetFloatList(string path) => Required(path).GetFloatList();

    public virtual IList<double> GetDoubleList(string path) => Required(path).GetDoubleList();

    public virtual IList<decimal> GetDecimalList(string path) => Required(path).GetDecimalList();

    /// <summary>The value at a path, or null where there is none or it says null.</summary>
    private HoconValue Scalar(string path) => Find(path) is { } value && !(value.IsString() && value.GetString() is null) ? value : null;

    private HoconValue Required(string path) => Find(path) ?? throw new ConfigurationException($"The configuration has no list at '{path}'.");
}
