using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Akka.Util;

public static partial class TypeExtensions
{
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    public static bool Implements<T>(this Type type) => Implements(type, typeof(T));

    public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);

    /// <summary>"Namespace.Type, Assembly" without version, culture and key token, also inside generic arguments.</summary>
    public static string TypeQualifiedName(this Type type) => s_names.GetOrAdd(type, static t => AssemblyDetails().Replace(t.AssemblyQualifiedName, ""));

    [GeneratedRegex(@", (Version=[^,\]]*|Culture=[^,\]]*|PublicKeyToken=[^,\]]*)")]
    private static partial Regex AssemblyDetails();
}
