using System.Globalization;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    public static ActorPath Parse(string path) => TryParse(path, out var parsed)
        ? parsed
        : throw new UriFormatException($"'{path}' is no actor path; expected protocol://system[@host:port]/name/name[#uid].");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        if (!Address.TryParse(path.AsSpan(), out var address, out ReadOnlySpan<char> rest))
            return false;
        return TryParse(new RootActorPath(address), rest, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, out ActorPath actorPath) => TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    /// <summary>Appends <c>/a/b#uid</c> to a base; empty names are skipped, only the last name carries a uid.</summary>
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, out ActorPath actorPath)
    {
        actorPath = null;
        var current = basePath;
        var rest = absoluteUri;
        while (!rest.IsEmpty)
        {
            var slash = rest.IndexOf('/');
            if (slash == 0)
            {
                rest = rest.Slice(1);
                continue;
            }

            var last = slash < 0;
            var name = last ? rest : rest.Slice(0, slash);
            var uid = UndefinedUid;
            var hash = name.IndexOf('#');
            if (hash >= 0)
            {
                if (!last || hash == 0 || !long.TryParse(name.Slice(hash + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out uid))
                    return false;
                name = name.Slice(0, hash);
            }

            current = new ChildActorPath(current, name.ToString(), uid);
            rest = last ? default : rest.Slice(slash + 1);
        }

        actorPath = current;
        return true;
    }

    public static bool TryParseAddress(string path, out Address address) => TryParseAddress(path, out address, out _);

    public static bool TryParseAddress(string path, out Address address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    /// <summary>Cuts a path into its address and what follows it, without checking either.</summary>
    public static bool TryParseParts(ReadOnlySpan<char> path, out ReadOnlySpan<char> address, out ReadOnlySpan<char> absoluteUri)
    {
        address = default;
        if (!Address.SplitAuthority(path, out var protocol, out var authority, out absoluteUri))
            return false;
        address = path.Slice(0, protocol.Length + 3 + authority.Length);
        return true;
    }

    /// <summary>
    /// Letters, digits, <see cref="ValidSymbols"/> and %-escapes; a leading $ belongs to the names that the system makes itself.
    /// </summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (c == '%')
            {
                if (i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                    return false;
                i += 2;
            }
            else if (!char.IsAsciiLetterOrDigit(c) && !ValidSymbols.Contains(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Splits <c>name#uid</c>; without a fragment the uid is undefined.</summary>
    internal static void SplitUid(string text, out string name, out long uid)
    {
        var hash = text.IndexOf('#');
        name = hash < 0 ? text : text.Substring(0, hash);
        uid = hash < 0 ? UndefinedUid : long.Parse(text.AsSpan(hash + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
