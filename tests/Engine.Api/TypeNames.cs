using System.Reflection;
using System.Text;

namespace Engine.Api.Tests;

/// <summary>Writes types the way akka-api.txt does: Akka and third-party types with their namespace, System types without, C# keywords.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",

    };

    public static string Of(Type type)
    {
        if (type.IsByRef) return Of(type.GetElementType()!);
        if (type.IsArray) return Of(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter) return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner) + "?";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        return Qualified(type);
    }

    private static string Qualified(Type type)
    {
        var arguments = type.GetGenericArguments();
        var chain = new List<Type>();
        for (var t = type; t != null; t = t.DeclaringType) chain.Insert(0, t);

        var text = new StringBuilder();
        var ns = type.Namespace ?? "";
        if (ns.Length > 0 && ns != "System" && !ns.StartsWith("System.", StringComparison.Ordinal)) text.Append(ns).Append('.');

        var used = 0;
        for (var i = 0; i < chain.Count; i++)
        {
            if (i > 0) text.Append('.');
            var name = chain[i].Name;
            var tick = name.IndexOf('`', StringComparison.Ordinal);
            text.Append(tick < 0 ? name : name[..tick]);
            var total = chain[i].GetGenericArguments().Length;
            if (total > used)
            {
                text.Append('<').AppendJoin(", ", arguments.Skip(used).Take(total - used).Select(Of)).Append('>');
                used = total;
            }
        }

        return text.ToString();
    }

    public static string Constraints(Type[] parameters)
    {
        var text = new StringBuilder();
        foreach (var p in parameters)
        {
            var parts = new List<string>();
            var attributes = p.GenericParameterAttributes;
            var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) parts.Add("class");
            if (isStruct) parts.Add("struct");
            parts.AddRange(p.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of).Order(StringComparer.Ordinal));
            if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) parts.Add("new()");
            if (parts.Count > 0) text.Append(" where ").Append(p.Name).Append(": ").AppendJoin(", ", parts);
        }

        return text.ToString();
    }
}
