namespace Akka.Actor;

/// <summary>Takes a path that is not absolute apart into its names.</summary>
public static class RelativeActorPath
{
    /// <summary>The names of a relative (or slash-rooted) path, or null when the text is an absolute URI.</summary>
    public static IEnumerable<string> Unapply(string addr)
    {
        if (Address.SplitAuthority(addr, out _, out _, out _) || !Uri.TryCreate(addr, UriKind.Relative, out _))
            return null;
        SplitFragment(addr, out var path, out var fragment);
        var elements = path.Split('/');
        if (fragment is not null)
            elements[^1] = elements[^1] + fragment;
        return elements;
    }

    private static void SplitFragment(string text, out string path, out string fragment)
    {
        var hash = text.IndexOf('#');
        path = hash < 0 ? text : text.Substring(0, hash);
        fragment = hash < 0 ? null : text.Substring(hash);
    }
}
