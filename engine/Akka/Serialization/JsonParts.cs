using System.Globalization;
using System.Reflection;
using Akka.Actor;
using Akka.Util;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Akka.Serialization;

/// <summary>
/// What JSON alone would lose: int, float and decimal travel as {"$":"I42"}, {"$":"F0.5"}, {"$":"M1.25"}, references and other
/// surrogated objects as their surrogate.
/// </summary>
internal sealed class JsonTranslation(ExtendedActorSystem system) : JsonConverter
{
    private const string Mark = "$";

    public override bool CanConvert(Type objectType) =>
        objectType == typeof(int) || objectType == typeof(float) || objectType == typeof(decimal) || objectType == typeof(object) || typeof(ISurrogated).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer)
    {
        switch (value)
        {
            case int number:
                WriteMarked(writer, "I" + number.ToString(NumberFormatInfo.InvariantInfo));
                break;
            case float number:
                WriteMarked(writer, "F" + number.ToString(NumberFormatInfo.InvariantInfo));
                break;
            case decimal number:
                WriteMarked(writer, "M" + number.ToString(NumberFormatInfo.InvariantInfo));
                break;
            case ISurrogated surrogated:
                serializer.Serialize(writer, surrogated.ToSurrogate(system));
                break;
            default:
                // Only an instance of object itself comes here: it has no members.
                writer.WriteStartObject();
                writer.WriteEndObject();
                break;
        }
    }

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer) =>
        Translate(serializer.Deserialize(reader), system, objectType);

    internal static object Translate(object read, ExtendedActorSystem system, Type wanted)
    {
        switch (read)
        {
            case JObject { Count: 1 } marked when marked[Mark] is JValue { Value: string text } && text.Length > 1:
                return Number(text);
            case ISurrogate surrogate:
                return surrogate.FromSurrogate(system);
            case null:
                return wanted is { IsValueType: true } ? Activator.CreateInstance(wanted) : null;
        }

        if (wanted is null || wanted.IsInstanceOfType(read) || read is not IConvertible)
            return read;
        // A plain number where the type tells which: written by somebody else's JSON.
        return wanted == typeof(int) || wanted == typeof(float) || wanted == typeof(decimal) ? Convert.ChangeType(read, wanted, CultureInfo.InvariantCulture) : read;
    }

    private static object Number(string text) => text[0] switch
    {
        'I' => int.Parse(text.AsSpan(1), NumberStyles.Integer, NumberFormatInfo.InvariantInfo),
        'F' => float.Parse(text.AsSpan(1), NumberStyles.Float, NumberFormatInfo.InvariantInfo),
        'M' => decimal.Parse(text.AsSpan(1), NumberStyles.Number, NumberFormatInfo.InvariantInfo),
        _ => throw new JsonSerializationException($"'{text[0]}' marks no kind of number; known are I, F and M."),
    };

    private static void WriteMarked(JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(Mark);
        writer.WriteValue(text);
        writer.WriteEndObject();
    }
}

/// <summary>Lets properties with a non-public setter be read, too.</summary>
internal sealed class JsonContracts : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (!property.Writable && member is PropertyInfo { } info)
            property.Writable = info.GetSetMethod(nonPublic: true) is not null;
        return property;
    }
}

/// <summary>Resolves "$type" through the system's table.</summary>
internal sealed class WireBinder(Func<WireTypes> types) : ISerializationBinder
{
    public Type BindToType(string assemblyName, string typeName) => Resolve(assemblyName is null ? typeName : typeName + ", " + assemblyName);

    public void BindToName(Type serializedType, out string assemblyName, out string typeName)
    {
        assemblyName = null;
        typeName = serializedType.TypeQualifiedName();
    }

    internal Type Resolve(string name) => types().Resolve(name);
}

/// <summary>Members of type Type: Newtonsoft would load whatever their text names.</summary>
internal sealed class TypeMemberConverter(WireBinder binder) : JsonConverter
{
    public override bool CanConvert(Type objectType) => typeof(Type).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer) => writer.WriteValue(((Type)value).AssemblyQualifiedName);

    public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer) =>
        reader.Value is string name ? binder.Resolve(name) : null;
}
