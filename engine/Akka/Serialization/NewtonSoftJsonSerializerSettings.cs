using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Util.Reflection;
using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>What akka.actor.serialization-settings.json says.</summary>
public sealed class NewtonSoftJsonSerializerSettings
{
    public static readonly NewtonSoftJsonSerializerSettings Default = new(true, true, [], true, 2048, 32768);

    public NewtonSoftJsonSerializerSettings(bool encodeTypeNames, bool preserveObjectReferences, IEnumerable<Type> converters, bool usePooledStringBuilder, int stringBuilderMinSize, int stringBuilderMaxSize)
    {
        EncodeTypeNames = encodeTypeNames;
        PreserveObjectReferences = preserveObjectReferences;
        Converters = converters ?? throw new ArgumentNullException(nameof(converters));
        UsePooledStringBuilder = usePooledStringBuilder;
        StringBuilderMinSize = stringBuilderMinSize;
        StringBuilderMaxSize = stringBuilderMaxSize;
    }

    public bool EncodeTypeNames { get; }

    public bool PreserveObjectReferences { get; }

    public IEnumerable<Type> Converters { get; }

    public bool UsePooledStringBuilder { get; }

    public int StringBuilderMinSize { get; }

    public int StringBuilderMaxSize { get; }

    public static NewtonSoftJsonSerializerSettings Create(Config config)
    {
        if (config.IsNullOrEmpty())
            throw ConfigurationException.NullOrEmptyConfig<NewtonSoftJsonSerializerSettings>();
        return new NewtonSoftJsonSerializerSettings(
            config.GetBoolean("encode-type-names", true),
            config.GetBoolean("preserve-object-references", true),
            config.GetStringList("converters").Select(ConverterType).ToArray(),
            config.GetBoolean("use-pooled-string-builder", true),
            (int)(config.GetByteSize("pooled-string-builder-minsize", 2048) ?? 2048),
            (int)(config.GetByteSize("pooled-string-builder-maxsize", 32768) ?? 32768));
    }

    private static Type ConverterType(string name)
    {
        var type = TypeCache.GetType(name);
        return typeof(JsonConverter).IsAssignableFrom(type)
            ? type
            : throw new ArgumentException($"'{name}', listed as a JSON converter, does not derive from {typeof(JsonConverter)}.", nameof(name));
    }
}

/// <summary>Changes the JSON serializer's settings by code.</summary>
public sealed class NewtonSoftJsonSerializerSetup : Setup
{
    private NewtonSoftJsonSerializerSetup(Action<JsonSerializerSettings> settings)
    {
        ApplySettings = settings;
    }

    public Action<JsonSerializerSettings> ApplySettings { get; }

    public static NewtonSoftJsonSerializerSetup Create(Action<JsonSerializerSettings> settings) => new(settings);
}
