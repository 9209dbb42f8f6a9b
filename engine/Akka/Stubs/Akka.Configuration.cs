using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Configuration;

public partial class Config
{
    public Config() { }
    public Config(Akka.Configuration.Config source, Akka.Configuration.Config fallback) { }
    public Config(Akka.Configuration.Hocon.HoconRoot root) { }
    public Akka.Configuration.Config Fallback { get => throw null; }
    public Akka.Configuration.Hocon.HoconValue GetValue(string path)=> throw null;
    public IEnumerable<Akka.Configuration.Hocon.HoconSubstitution> Substitutions { get => throw null; set => throw null; }
    public override string ToString()=> throw null;
    protected Akka.Configuration.Config Copy(Akka.Configuration.Config fallback = default)=> throw null;
    public static Akka.Configuration.Config operator +(Akka.Configuration.Config config, string fallback) => throw null;
    public static Akka.Configuration.Config operator +(string configHocon, Akka.Configuration.Config fallbackConfig) => throw null;
    public static implicit operator Akka.Configuration.Config(string str) => throw null;
    public static readonly Akka.Configuration.Config Empty;
    public string ToString(bool includeFallback)=> throw null;
    public virtual Akka.Configuration.Config GetConfig(string path)=> throw null;
    public virtual Akka.Configuration.Config WithFallback(Akka.Configuration.Config fallback)=> throw null;
    public virtual Akka.Configuration.Hocon.HoconValue Root { get => throw null; }
    public virtual Decimal GetDecimal(string path, Decimal @default = 0)=> throw null;
    public virtual IEnumerable<KeyValuePair<string, Akka.Configuration.Hocon.HoconValue>> AsEnumerable()=> throw null;
    public virtual IList<Decimal> GetDecimalList(string path)=> throw null;
    public virtual IList<bool> GetBooleanList(string path)=> throw null;
    public virtual IList<byte> GetByteList(string path)=> throw null;
    public virtual IList<double> GetDoubleList(string path)=> throw null;
    public virtual IList<float> GetFloatList(string path)=> throw null;
    public virtual IList<int> GetIntList(string path)=> throw null;
    public virtual IList<long> GetLongList(string path)=> throw null;
    public virtual IList<string> GetStringList(string path)=> throw null;
    public virtual IList<string> GetStringList(string path, string[] defaultPaths)=> throw null;
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = default, bool allowInfinite = true)=> throw null;
    public virtual bool GetBoolean(string path, bool @default = false)=> throw null;
    public virtual bool HasPath(string path)=> throw null;
    public virtual bool IsEmpty { get => throw null; }
    public virtual double GetDouble(string path, double @default = 0)=> throw null;
    public virtual float GetFloat(string path, float @default = 0)=> throw null;
    public virtual int GetInt(string path, int @default = 0)=> throw null;
    public virtual long GetLong(string path, long @default = 0)=> throw null;
    public virtual long? GetByteSize(string path)=> throw null;
    public virtual long? GetByteSize(string path, long? def = default)=> throw null;
    public virtual string GetString(string path, string @default = default)=> throw null;
}
public static partial class ConfigExtensions
{
    public static Akka.Configuration.Config SafeWithFallback(this Akka.Configuration.Config config, Akka.Configuration.Config fallback)=> throw null;
    public static bool IsNullOrEmpty(this Akka.Configuration.Config config)=> throw null;
}
public partial class ConfigurationException : Akka.Actor.AkkaException
{
    internal ConfigurationException() { }
    public ConfigurationException(string message) { }
    public ConfigurationException(string message, Exception exception) { }
    protected ConfigurationException(SerializationInfo info, StreamingContext context) { }
    public static Akka.Configuration.ConfigurationException NullOrEmptyConfig<T>(string path = default)=> throw null;
}
public partial class ConfigurationFactory
{
    public ConfigurationFactory() { }
    public static Akka.Configuration.Config Default()=> throw null;
    public static Akka.Configuration.Config Empty { get => throw null; }
    public static Akka.Configuration.Config FromObject(object source)=> throw null;
    public static Akka.Configuration.Config FromResource(string resourceName, Assembly assembly)=> throw null;
    public static Akka.Configuration.Config FromResource(string resourceName, object instanceInAssembly)=> throw null;
    public static Akka.Configuration.Config FromResource<TAssembly>(string resourceName)=> throw null;
    public static Akka.Configuration.Config Load()=> throw null;
    public static Akka.Configuration.Config ParseString(string hocon)=> throw null;
    public static Akka.Configuration.Config ParseString(string hocon, Func<string, Akka.Configuration.Hocon.HoconRoot> includeCallback)=> throw null;
}
