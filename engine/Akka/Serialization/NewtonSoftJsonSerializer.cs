using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Newtonsoft.Json;

namespace Akka.Serialization;

/// <summary>
/// JSON with type names in the shape Akka.NET writes. Names read from the wire resolve through the system's table only; see
/// engine/README.md for what is in it.
/// </summary>
public class NewtonSoftJsonSerializer : Serializer
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly JsonSerializer _serializer;
    private readonly NewtonSoftJsonSerializerSettings _options;
    private JsonSerializerSettings _own;

    [ThreadStatic]
    private static StringBuilder t_buffer;

    public NewtonSoftJsonSerializer(ExtendedActorSystem system)
        : this(system, NewtonSoftJsonSerializerSettings.Default)
    {
    }

    public NewtonSoftJsonSerializer(ExtendedActorSystem system, Config config)
        : this(system, NewtonSoftJsonSerializerSettings.Create(config))
    {
    }

    public NewtonSoftJsonSerializer(ExtendedActorSystem system, NewtonSoftJsonSerializerSettings settings)
        : base(system)
    {
        _options = settings;
        Settings = Make(new WireBinder(TypesOf));
        _serializer = JsonSerializer.Create(Settings);
    }

    public JsonSerializerSettings Settings { get; }

    public object Serializer => _serializer;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        var buffer = t_buffer ?? new StringBuilder(_options.StringBuilderMinSize);
        t_buffer = null;
        using (var writer = new JsonTextWriter(new StringWriter(buffer, CultureInfo.InvariantCulture)) { Formatting = Settings.Formatting })
        {
            // A serializer remembers the objects it has numbered: one of its own for each message, or ids grow and nothing is ever freed.
            JsonSerializer.Create(Settings).Serialize(writer, obj);
        }

        // One contiguous copy: a pair of surrogate characters may lie across two chunks of the builder.
        var characters = ArrayPool<char>.Shared.Rent(buffer.Length);
        buffer.CopyTo(0, characters, buffer.Length);
        var bytes = s_utf8.GetBytes(characters, 0, buffer.Length);
        ArrayPool<char>.Shared.Return(characters);
        if (_options.UsePooledStringBuilder && buffer.Capacity <= _options.StringBuilderMaxSize)
            t_buffer = buffer.Clear();
        return bytes;
    }

    public override object FromBinary(byte[] bytes, Type type) => Read(JsonSerializer.Create(Settings), bytes, type);

    /// <summary>Reads bytes that this system itself has just written.</summary>
    internal object FromOwnBinary(byte[] bytes, Type type) => Read(JsonSerializer.Create(_own ??= Make(null)), bytes, type);

    private object Read(JsonSerializer serializer, byte[] bytes, Type type)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(s_utf8.GetString(bytes)));
            var read = serializer.Deserialize(reader, type);
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                    throw new SerializationException("More than one JSON value came where one was expected.");
            }

            return JsonTranslation.Translate(read, system, type);
        }
        catch (JsonException e) when (e.InnerException is SerializationException refused)
        {
            throw refused;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidCastException or OverflowException or ArgumentException or TargetInvocationException)
        {
            throw new SerializationException($"JSON that came for {type?.ToString() ?? "an object"} cannot be read: {e.Message}", e);
        }
    }

    private JsonSerializerSettings Make(WireBinder binder)
    {
        JsonSerializer nested = null;
        JsonSerializerSettings settings = null;
        settings = new JsonSerializerSettings
        {
            PreserveReferencesHandling = _options.PreserveObjectReferences ? PreserveReferencesHandling.Objects : PreserveReferencesHandling.None,
            NullValueHandling = NullValueHandling.Ignore,
            DefaultValueHandling = DefaultValueHandling.Ignore,
            MissingMemberHandling = MissingMemberHandling.Ignore,
            ObjectCreationHandling = ObjectCreationHandling.Replace,
            ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
            TypeNameHandling = _options.EncodeTypeNames ? TypeNameHandling.All : TypeNameHandling.None,
            ContractResolver = new JsonContracts(() => nested ??= JsonSerializer.Create(settings)),
        };
        var setup = system?.Settings.Setup?.Get<NewtonSoftJsonSerializerSetup>() ?? default;
        if (setup.HasValue)
            setup.Value.ApplySettings(settings);
        foreach (var converter in _options.Converters)
            settings.Converters.Add(MakeConverter(converter));
        settings.Converters.Add(new JsonTranslation(system));
        if (binder is not null)
        {
            settings.Converters.Add(new TypeMemberConverter(binder));
            settings.SerializationBinder ??= binder;
        }

        return settings;
    }

    private JsonConverter MakeConverter(Type type)
    {
        var withSystem = type.GetConstructors().FirstOrDefault(static ctor => ctor.GetParameters() is [{ ParameterType: var only }] && only == typeof(ExtendedActorSystem));
        return (JsonConverter)(withSystem is null ? Activator.CreateInstance(type) : withSystem.Invoke([system]));
    }

    private WireTypes TypesOf() => system.Serialization.Types;
}
