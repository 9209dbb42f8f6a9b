using System.Text.RegularExpressions;
using Akka.Actor;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>A condition on a text.</summary>
public interface IStringMatcher
{
    bool IsMatch(string s);
}

public class MatchesAll : IStringMatcher
{
    private MatchesAll()
    {
    }

    public static IStringMatcher Instance { get; } = new MatchesAll();

    public bool IsMatch(string s) => true;

    public override string ToString() => "";
}

public class EqualsString : IStringMatcher
{
    private readonly string _expected;

    public EqualsString(string s)
    {
        _expected = s;
    }

    public bool IsMatch(string s) => string.Equals(_expected, s, StringComparison.Ordinal);

    public override string ToString() => $"== \"{_expected}\"";
}

public class StartsWithString : IStringMatcher
{
    private readonly string _start;

    public StartsWithString(string start)
    {
        _start = start;
    }

    public bool IsMatch(string s) => s?.StartsWith(_start, StringComparison.Ordinal) ?? false;

    public override string ToString() => $"starts with \"{_start}\"";
}

public class ContainsString : IStringMatcher
{
    private readonly string _part;

    public ContainsString(string part)
    {
        _part = part;
    }

    public bool IsMatch(string s) => s?.Contains(_part, StringComparison.Ordinal) ?? false;

    public override string ToString() => $"contains \"{_part}\"";
}

public class RegexMatcher : IStringMatcher
{
    private readonly Regex _regex;

    public RegexMatcher(Regex regex)
    {
        _regex = regex;
    }

    public bool IsMatch(string s) => s is not null && _regex.IsMatch(s);

    public override string ToString() => $"matches regex \"{_regex}\"";
}

public class PredicateMatcher : IStringMatcher
{
    private readonly Predicate<string> _predicate;
    private readonly string _hint;

    public PredicateMatcher(Predicate<string> predicate, string hint = "")
    {
        _predicate = predicate;
        _hint = hint;
    }

    public bool IsMatch(string s) => _predicate(s);

    public override string ToString() => "matches predicate " + _hint;
}

/// <summary>The text itself, or an actor path that equals it with or without its address and uid.</summary>
public class EqualsStringAndPathMatcher : IStringMatcher
{
    private readonly string _path;
    private readonly bool _canBeRelative;

    public EqualsStringAndPathMatcher(string path, bool canBeRelative = true)
    {
        _path = path;
        _canBeRelative = canBeRelative;
    }

    public bool IsMatch(string path)
    {
        if (path is null)
            return false;
        var plain = path.StartsWith('[') && path.EndsWith(']') ? path[1..^1] : path;
        if (plain == _path || path == _path)
            return true;
        if (!ActorPath.TryParse(plain, out var actual))
            return false;
        if (actual.ToStringWithAddress() == _path)
            return true;
        return _canBeRelative && (actual.ToStringWithoutAddress() == _path || actual.ToStringWithoutAddress() == "/" + _path || actual.ToStringWithoutAddress() == "/user/" + _path);
    }

    public override string ToString() => $"== \"{_path}\"";
}
