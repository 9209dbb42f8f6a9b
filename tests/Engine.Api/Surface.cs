using System.Reflection;

namespace Engine.Api.Tests;

/// <summary>A type of a public surface: its declaration line and its members' lines.</summary>
internal sealed record SurfaceType(string Name, string Declaration, IReadOnlySet<string> Members);

/// <summary>The public surface of one assembly, read from akka-api.txt or from a built assembly.</summary>
internal sealed record Surface(string Assembly, IReadOnlyDictionary<string, SurfaceType> Types)
{
    private static readonly string[] Kinds =
        ["static class ", "abstract class ", "sealed class ", "class ", "struct ", "interface ", "enum ", "delegate "];

    public static IReadOnlyList<Surface> ReadFile(string path)
    {
        var surfaces = new List<Surface>();
        Dictionary<string, SurfaceType>? types = null;
        HashSet<string>? members = null;
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                types = [];
                surfaces.Add(new Surface(line[3..].Trim(), types));
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members!.Add(line[2..]);
            }
            else if (line.Length > 0)
            {
                members = [];
                var name = NameIn(line);
                types!.Add(name, new SurfaceType(name, line, members));
            }
        }

        return surfaces;
    }

    public static Surface ReadAssembly(Assembly assembly) =>
        new(assembly.GetName().Name!, assembly.GetTypes()
            .Where(IsReachable)
            .Select(t => new SurfaceType(TypeNames.Of(t), Declaration(t), MemberLines.Of(t).ToHashSet(StringComparer.Ordinal)))
            .ToDictionary(t => t.Name, StringComparer.Ordinal));

    private static string NameIn(string declaration)
    {
        var text = declaration.Replace(" [Obsolete]", "", StringComparison.Ordinal);
        var kind = Kinds.First(k => text.StartsWith(k, StringComparison.Ordinal));
        text = text[kind.Length..];
        foreach (var stop in (string[])[" : ", " where "])
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0) text = text[..at];
        }

        return text.Trim();
    }

    private static bool IsReachable(Type type) =>
        type.DeclaringType is { } outer
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsReachable(outer)
            : type.IsPublic;

    private static string Declaration(Type type)
    {
        var kind = type.IsEnum ? "enum "
            : typeof(Delegate).IsAssignableFrom(type) ? "delegate "
            : type.IsInterface ? "interface "
            : type.IsValueType ? "struct "
            : type is { IsAbstract: true, IsSealed: true } ? "static class "
            : type.IsAbstract ? "abstract class "
            : type.IsSealed ? "sealed class " : "class ";
        var bases = kind is "enum " or "delegate " ? [] : Bases(type);
        // The listing shows the constraints of methods only, so those of types are not compared.
        return kind + TypeNames.Of(type) + (bases.Count > 0 ? " : " + string.Join(", ", bases) : "") + MemberLines.Obsolete(type);
    }

    /// <summary>The base class and the interfaces that neither the base class nor another interface already implies.</summary>
    private static List<string> Bases(Type type)
    {
        var result = new List<string>();
        var implied = new HashSet<Type>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            result.Add(TypeNames.Of(parent));
            implied.UnionWith(parent.GetInterfaces());
        }

        var interfaces = type.GetInterfaces();
        foreach (var i in interfaces) implied.UnionWith(i.GetInterfaces());
        result.AddRange(interfaces.Where(i => !implied.Contains(i) && IsReachable(i)).Select(TypeNames.Of).Order(StringComparer.Ordinal));
        return result;
    }
}
