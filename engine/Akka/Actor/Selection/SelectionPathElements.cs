using System.Text.RegularExpressions;

namespace Akka.Actor;

public abstract class SelectionPathElement;

public class SelectChildName : SelectionPathElement
{
    public SelectChildName(string name) => Name = name;

    public string Name { get; }

    protected bool Equals(SelectChildName other) => Name == other.Name;
    public override bool Equals(object obj) => obj is SelectChildName other && other.GetType() == GetType() && Equals(other);
    public override int GetHashCode() => Name?.GetHashCode() ?? 0;
    public override string ToString() => Name;
}

public class SelectChildPattern : SelectionPathElement
{
    private readonly Regex _pattern;

    public SelectChildPattern(string patternStr)
    {
        PatternStr = patternStr;
        // Linear in the length of the name whatever the pattern: patterns arrive over the network.
        _pattern = new Regex("^" + Regex.Escape(patternStr).Replace("\\*", ".*").Replace("\\?", ".") + "$",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public string PatternStr { get; }

    internal bool Matches(string name) => _pattern.IsMatch(name);

    protected bool Equals(SelectChildPattern other) => PatternStr == other.PatternStr;
    public override bool Equals(object obj) => obj is SelectChildPattern other && other.GetType() == GetType() && Equals(other);
    public override int GetHashCode() => PatternStr?.GetHashCode() ?? 0;
    public override string ToString() => PatternStr;
}

/// <summary>"**": every actor below, at any depth.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    public static readonly SelectChildRecursive Instance = new();

    public override bool Equals(object obj) => obj is SelectChildRecursive;
    public override int GetHashCode() => 42;
    public override string ToString() => "**";
}

public class SelectParent : SelectionPathElement
{
    public static readonly SelectParent Instance = new();

    public override bool Equals(object obj) => obj is SelectParent;
    public override int GetHashCode() => 0;
    public override string ToString() => "..";
}

public class ActorSelectionMessage : IAutoReceivedMessage, IPossiblyHarmful, IWrappedMessage
{
    public ActorSelectionMessage(object message, SelectionPathElement[] elements, bool wildCardFanOut = false)
    {
        Message = message;
        Elements = elements;
        WildCardFanOut = wildCardFanOut;
    }

    public object Message { get; }
    public SelectionPathElement[] Elements { get; }
    public bool WildCardFanOut { get; }

    public ActorSelectionMessage Copy(object message = null, SelectionPathElement[] elements = null, bool? wildCardFanOut = null) =>
        new(message ?? Message, elements ?? Elements, wildCardFanOut ?? WildCardFanOut);

    public override string ToString() => $"ActorSelectionMessage - Message: {Message} - WildCartFanOut: {WildCardFanOut} - Elements: {string.Join("/", (object[])Elements)}";
}
