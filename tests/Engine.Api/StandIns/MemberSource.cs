using System.Text.RegularExpressions;

namespace Engine.Api.Tests.StandIns;

/// <summary>Turns one listed member into C# whose body is never run.</summary>
internal static partial class MemberSource
{
    private static readonly string[] Keywords = ["event", "params", "object", "string", "ref", "out", "base", "operator", "default", "lock", "checked", "this"];

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["Equality"] = "==", ["Inequality"] = "!=", ["Division"] = "/", ["Addition"] = "+", ["Subtraction"] = "-",
        ["LessThan"] = "<", ["GreaterThan"] = ">", ["LessThanOrEqual"] = "<=", ["GreaterThanOrEqual"] = ">=",
    };

    public static string Write(string typeName, string kind, string line, string toBase)
    {
        var obsolete = line.EndsWith(" [Obsolete]", StringComparison.Ordinal) ? "[System.Obsolete] " : "";
        if (obsolete.Length > 0) line = line[..^" [Obsolete]".Length];

        var access = "public ";
        var modifiers = new List<string>();
        while (Modifier().Match(line) is { Success: true } match)
        {
            if (match.Groups[1].Value.StartsWith("protected", StringComparison.Ordinal)) access = match.Groups[1].Value + " ";
            else modifiers.Add(match.Groups[1].Value);
            line = line[match.Length..];
        }

        var isInterface = kind == "interface";
        var prefix = isInterface ? obsolete : obsolete + access + string.Concat(modifiers.Select(m => m + " "));
        var body = isInterface || modifiers.Contains("abstract") ? ";" : " => throw null;";

        if (line.StartsWith(".ctor(", StringComparison.Ordinal))
            return $"{obsolete}{access}{typeName}({Parameters(line[6..line.LastIndexOf(')')])}){toBase} {{ {(kind == "struct" ? "throw null;" : "")} }}";
        if (line.EndsWith('}')) return Property(prefix, line, body);
        if (modifiers.Contains("const")) return Constant(prefix, line);
        if (line.EndsWith(')') || line.Contains(") where ", StringComparison.Ordinal)) return Method(prefix, line, body, modifiers);
        return $"{prefix}{line};";
    }

    private static string Property(string prefix, string line, string body)
    {
        var at = line.LastIndexOf('{');
        var left = line[..at].TrimEnd();
        if (left.Contains(" Item[", StringComparison.Ordinal))
        {
            var open = left.IndexOf(" Item[", StringComparison.Ordinal);
            left = $"{left[..open]} this[{Parameters(left[(open + 6)..^1])}]";
        }

        var accessors = line[(at + 1)..^1].Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => a.Replace("override ", "", StringComparison.Ordinal).Replace("virtual ", "", StringComparison.Ordinal).Replace("abstract ", "", StringComparison.Ordinal).Trim() + body);
        return $"{prefix}{left} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Constant(string prefix, string line)
    {
        var equals = line.IndexOf(" = ", StringComparison.Ordinal);
        var (left, value) = equals < 0 ? (line, "") : (line[..equals], line[(equals + 3)..]);
        if (left.StartsWith("string ", StringComparison.Ordinal)) value = $"@\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return $"{prefix}{left} = {value};";
    }

    private static string Method(string prefix, string line, string body, List<string> modifiers)
    {
        var where = "";
        var at = line.IndexOf(") where ", StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!modifiers.Contains("override")) where = line[(at + 1)..];
            line = line[..(at + 1)];
        }

        var open = OpeningOf(line);
        var (left, parameters) = (line[..open], Parameters(line[(open + 1)..^1]));
        if (OperatorName().Match(left) is { Success: true } match)
        {
            var type = left[..match.Index].Trim();
            var name = match.Groups[1].Value;
            return name is "Implicit" or "Explicit"
                ? $"public static {name.ToLowerInvariant()} operator {type}({parameters}){body}"
                : $"public static {type} operator {Operators[name]}({parameters}){body}";
        }

        return $"{prefix}{left}({parameters}){where}{body}";
    }

    private static int OpeningOf(string line)
    {
        var depth = 0;
        for (var i = line.Length - 1; ; i--)
        {
            if (line[i] == ')') depth++;
            if (line[i] == '(' && --depth == 0) return i;
        }
    }

    public static string Parameters(string list) => string.Join(", ", Split(list).Select(Parameter));

    private static string Parameter(string text)
    {
        var value = "";
        var at = text.IndexOf(" =", StringComparison.Ordinal);
        if (at >= 0)
        {
            value = text[(at + 2)..].Trim();
            text = text[..at];
        }

        var space = text.LastIndexOf(' ');
        var (type, name) = (text[..space], text[(space + 1)..]);
        if (Keywords.Contains(name)) name = "@" + name;
        if (at < 0) return $"{type} {name}";

        value = value switch
        {
            "True" or "False" => value.ToLowerInvariant(),
            "null" => "default",
            "" => type == "string" ? "\"\"" : "default",
            _ when type == "string" => $"\"{value}\"",
            _ when char.IsLetter(value[0]) => $"{type}.{value}",
            _ => value,
        };
        return $"{type} {name} = {value}";
    }

    /// <summary>Splits at commas that stand outside of brackets.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var (depth, from) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            var c = i < list.Length ? list[i] : ',';
            if (c is '<' or '(' or '[') depth++;
            if (c is '>' or ')' or ']') depth--;
            if (c != ',' || depth > 0) continue;
            var part = list[from..i].Trim();
            if (part.Length > 0) yield return part;
            from = i + 1;
        }
    }

    [GeneratedRegex(@"^(protected internal|protected|abstract|virtual|override|sealed|static|readonly|const|event)\s+")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"\bop_(\w+)$")]
    private static partial Regex OperatorName();
}
