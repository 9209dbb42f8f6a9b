using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Engine.Api.Tests;

/// <summary>Writes the public and protected members that a type declares, one line each, in akka-api.txt's form.</summary>
internal static class MemberLines
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => $"{f.Name} = {Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}{Obsolete(f)}");
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Method(type.GetMethod("Invoke")!, plain: true)];

        return type.GetConstructors(Declared).Where(c => !c.IsStatic && Visible(c)).Select(Constructor)
            .Concat(type.GetMethods(Declared).Where(m => Visible(m) && !IsAccessor(m)).Select(m => Method(m)))
            .Concat(type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(Visible)).Select(Property))
            .Concat(type.GetEvents(Declared).Where(e => Visible(e.AddMethod!)).Select(e => $"{Modifiers(e.AddMethod!)}event {TypeNames.Of(e.EventHandlerType!)} {e.Name}{Obsolete(e)}"))
            .Concat(type.GetFields(Declared).Where(Visible).Select(Field));
    }

    private static bool Visible(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static bool Visible(FieldInfo f) => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo m) =>
        m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal) || m.Name.Contains('<', StringComparison.Ordinal);

    public static string Obsolete(MemberInfo m) => m.IsDefined(typeof(ObsoleteAttribute), false) ? " [Obsolete]" : "";

    private static string Access(MethodBase m) => m.IsPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo m)
    {
        var text = Access(m);
        if (m.IsStatic) text += "static ";
        if (m.DeclaringType!.IsInterface) return m.IsAbstract || m.IsStatic ? text : text + "virtual ";
        var overrides = m.GetBaseDefinition().DeclaringType != m.DeclaringType;
        if (overrides) return text + (m.IsFinal ? "sealed " : "") + (m.IsAbstract ? "abstract " : "") + "override ";
        if (m.IsAbstract) return text + "abstract ";
        return m.IsVirtual && !m.IsFinal ? text + "virtual " : text;
    }

    private static string Constructor(ConstructorInfo c) => $"{Access(c)}.ctor({Parameters(c)}){Obsolete(c)}";

    private static string Method(MethodInfo m, bool plain = false)
    {
        var generics = m.GetGenericArguments();
        var text = new StringBuilder(plain ? "" : Modifiers(m)).Append(TypeNames.Of(m.ReturnType)).Append(' ').Append(m.Name);
        if (generics.Length > 0) text.Append('<').AppendJoin(",", generics.Select(g => g.Name)).Append('>');
        return text.Append('(').Append(Parameters(m)).Append(')').Append(TypeNames.Constraints(generics)).Append(Obsolete(m)).ToString();
    }

    private static string Parameters(MethodBase m)
    {
        var extension = m.IsDefined(typeof(ExtensionAttribute), false);
        return string.Join(", ", m.GetParameters().Select((p, i) => (i == 0 && extension ? "this " : "") + Parameter(p)));
    }

    private static string Parameter(ParameterInfo p)
    {
        var direction = p.IsOut ? "out " : p.ParameterType.IsByRef ? p.IsIn ? "in " : "ref " : "";
        if (p.IsDefined(typeof(ParamArrayAttribute), false)) direction = "params ";
        return $"{direction}{TypeNames.Of(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Default(p) : "")}";
    }

    private static string Default(ParameterInfo p)
    {
        var value = p.RawDefaultValue;
        if (value is null) return "null";
        var type = Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
        return type.IsEnum ? Enum.ToObject(type, value).ToString()! : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private static string Property(PropertyInfo p)
    {
        var shown = p.GetAccessors(true).Where(Visible).ToArray();
        var widest = shown.FirstOrDefault(a => a.IsPublic) ?? shown[0];
        var index = p.GetIndexParameters();
        var name = index.Length == 0 ? p.Name : $"{p.Name}[{string.Join(", ", index.Select(Parameter))}]";
        var accessors = string.Concat(shown.OrderBy(a => a == p.SetMethod).Select(a =>
        {
            var narrower = a.IsPublic == widest.IsPublic ? "" : Modifiers(a);
            var init = a == p.SetMethod && a.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            return narrower + (a == p.GetMethod ? "get;" : init ? "init;" : "set;");
        }));
        return $"{Modifiers(widest)}{TypeNames.Of(p.PropertyType)} {name} {{{accessors}}}{Obsolete(p)}";
    }

    private static string Field(FieldInfo f)
    {
        var access = f.IsPublic ? "" : "protected ";
        if (f.IsLiteral)
            return $"{access}const {TypeNames.Of(f.FieldType)} {f.Name} = {Convert.ToString(f.GetRawConstantValue(), CultureInfo.InvariantCulture)}{Obsolete(f)}";
        return $"{access}{(f.IsStatic ? "static " : "")}{(f.IsInitOnly ? "readonly " : "")}{TypeNames.Of(f.FieldType)} {f.Name}{Obsolete(f)}";
    }
}
