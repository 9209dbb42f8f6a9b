using System.Globalization;
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
            case JObject marked when NumberOf(marked) is { } number:
                return number;
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

    /// <summary>The number of a mark such as I42; null when the object carries none.</summary>
    internal static object NumberOf(JToken token) => token is JObject { Count: 1 } marked && marked[Mark] is JValue { Value: string text } && text.Length > 1 ? Number(text) : null;

    private static object Number(string text)
    {
        var digits = text.AsSpan(1);
        switch (text[0])
        {
            case 'I' when int.TryParse(digits, NumberStyles.Integer, NumberFormatInfo.InvariantInfo, out var number):
                return number;
            case 'F' when float.TryParse(digits, NumberStyles.Float, NumberFormatInfo.InvariantInfo, out var number):
                return number;
            case 'M' when decimal.TryParse(digits, NumberStyles.Number, NumberFormatInfo.InvariantInfo, out var number):
                return number;
            default:
                throw new JsonSerializationException($"'{(text.Length > 40 ? text[..40] : text)}' is no marked number; known marks are I, F and M.");
        }
    }

    private static void WriteMarked(JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(Mark);
        writer.WriteValue(text);
        writer.WriteEndObject();
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
