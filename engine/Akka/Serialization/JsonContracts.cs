using System.Globalization;
using System.Reflection;
using System.Runtime.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Akka.Serialization;

/// <summary>
/// Lets properties with a non-public setter be read, and lets exceptions, which read themselves from a SerializationInfo, find
/// numbers where marked numbers came.
/// </summary>
internal sealed class JsonContracts(Func<JsonSerializer> nested) : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (!property.Writable && member is PropertyInfo info)
            property.Writable = info.GetSetMethod(nonPublic: true) is not null;
        return property;
    }

#pragma warning disable SYSLIB0050 // Exceptions cross in the form that ISerializable gives them.
    protected override JsonISerializableContract CreateISerializableContract(Type objectType)
    {
        var contract = base.CreateISerializableContract(objectType);
        if (contract.ISerializableCreator is not { } create)
            return contract;
        contract.ISerializableCreator = arguments =>
        {
            var read = new SerializationInfo(objectType, new TokenConverter(nested()));
            foreach (var entry in (SerializationInfo)arguments[0])
            {
                if (entry.Value is JValue plain)
                    read.AddValue(entry.Name, plain.Value);
                else if (JsonTranslation.NumberOf(entry.Value as JToken) is { } number)
                    read.AddValue(entry.Name, number, number.GetType());
                else
                    read.AddValue(entry.Name, entry.Value);
            }

            return create(read, arguments[1]);
        };
        return contract;
    }

    /// <summary>Reads the members of a SerializationInfo that are JSON still.</summary>
    private sealed class TokenConverter(JsonSerializer serializer) : IFormatterConverter
    {
        public object Convert(object value, Type type)
        {
            if (value is JToken token)
                return token.ToObject(type, serializer);
            return value is IConvertible ? System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : value;
        }

        public object Convert(object value, TypeCode typeCode) => System.Convert.ChangeType(value, typeCode, CultureInfo.InvariantCulture);

        public bool ToBoolean(object value) => System.Convert.ToBoolean(value, CultureInfo.InvariantCulture);

        public byte ToByte(object value) => System.Convert.ToByte(value, CultureInfo.InvariantCulture);

        public char ToChar(object value) => System.Convert.ToChar(value, CultureInfo.InvariantCulture);

        public DateTime ToDateTime(object value) => System.Convert.ToDateTime(value, CultureInfo.InvariantCulture);

        public decimal ToDecimal(object value) => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);

        public double ToDouble(object value) => System.Convert.ToDouble(value, CultureInfo.InvariantCulture);

        public short ToInt16(object value) => System.Convert.ToInt16(value, CultureInfo.InvariantCulture);

        public int ToInt32(object value) => System.Convert.ToInt32(value, CultureInfo.InvariantCulture);

        public long ToInt64(object value) => System.Convert.ToInt64(value, CultureInfo.InvariantCulture);

        public sbyte ToSByte(object value) => System.Convert.ToSByte(value, CultureInfo.InvariantCulture);

        public float ToSingle(object value) => System.Convert.ToSingle(value, CultureInfo.InvariantCulture);

        public string ToString(object value) => System.Convert.ToString(value, CultureInfo.InvariantCulture);

        public ushort ToUInt16(object value) => System.Convert.ToUInt16(value, CultureInfo.InvariantCulture);

        public uint ToUInt32(object value) => System.Convert.ToUInt32(value, CultureInfo.InvariantCulture);

        public ulong ToUInt64(object value) => System.Convert.ToUInt64(value, CultureInfo.InvariantCulture);
    }
#pragma warning restore SYSLIB0050
}
