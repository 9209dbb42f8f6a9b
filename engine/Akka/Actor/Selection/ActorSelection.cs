namespace Akka.Actor;

/// <summary>A path, possibly with wildcards, looked up anew for every message.</summary>
public class ActorSelection : ICanTell
{
    public ActorSelection() { }

    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    public ActorSelection(IActorRef anchor, string path) : this(anchor, path == "" ? [] : path.Split('/')) { }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        Anchor = anchor;
        var path = new List<SelectionPathElement>();
        var all = elements.ToList();
        for (int i = 0; i < all.Count; i++)
        {
            string element = all[i];
            if (string.IsNullOrEmpty(element)) continue;
            if (element == "**")
            {
                if (i < all.Count - 1) throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
                path.Add(SelectChildRecursive.Instance);
            }
            else if (element.Contains('?') || element.Contains('*')) path.Add(new SelectChildPattern(element));
            else if (element == "..") path.Add(SelectParent.Instance);
            else path.Add(new SelectChildName(element));
        }
        Path = [.. path];
    }

    public IActorRef Anchor { get; private set; }
    public SelectionPathElement[] Path { get; private set; }
    public string PathString => "/" + string.Join("/", (object[])Path);

    public void Tell(object message, IActorRef sender = null)
    {
        sender ??= ActorCell.GetCurrentSelfOrNoSender();
        DeliverSelection((IInternalActorRef)Anchor, sender, new ActorSelectionMessage(message, Path, wildCardFanOut: false));
    }

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => Resolve(timeout, CancellationToken.None);

    public Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct) => Resolve(timeout, ct);

    private async Task<IActorRef> Resolve(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject is null or Nobody ? throw new ActorNotFoundException("subject was null") : identity.Subject;
        }
        catch (ActorNotFoundException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", e);
        }
    }

    /// <summary>Follows the elements as far as local references go; the rest is sent on to the next reference.</summary>
    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef sender, ActorSelectionMessage selection)
    {
        if (selection.Elements.Length == 0)
        {
            anchor.Tell(selection.Message, sender);
            return;
        }
        var current = anchor;
        for (int i = 0; i < selection.Elements.Length; i++)
        {
            bool last = i == selection.Elements.Length - 1;
            if (current is not ActorRefWithCell cell)
            {
                // Not ours to resolve (a remote reference, a temporary one): it gets what is left of the path.
                current.Tell(selection.Copy(elements: i == 0 ? null : selection.Elements[i..]), sender);
                return;
            }
            switch (selection.Elements[i])
            {
                case SelectParent:
                    current = current.Parent;
                    if (last) current.Tell(selection.Message, sender);
                    break;
                case SelectChildName name:
                    var child = cell.GetSingleChild(name.Name);
                    if (child.IsNobody())
                    {
                        if (!selection.WildCardFanOut)
                            Missing(anchor, selection).Tell(selection, sender);
                        return;
                    }
                    if (last)
                    {
                        child.Tell(selection.Message, sender);
                        return;
                    }
                    current = child;
                    break;
                case SelectChildRecursive:
                    TellAllBelow(cell, sender, selection.Message);
                    return;
                case SelectChildPattern pattern:
                    var matching = cell.Children.Where(c => pattern.Matches(c.Path.Name)).ToList();
                    if (matching.Count == 0 && !selection.WildCardFanOut)
                    {
                        Missing(anchor, selection).Tell(selection, sender);
                        return;
                    }
                    if (last)
                    {
                        foreach (var match in matching) match.Tell(selection.Message, sender);
                        return;
                    }
                    var rest = selection.Copy(elements: selection.Elements[(i + 1)..], wildCardFanOut: selection.WildCardFanOut || matching.Count > 1);
                    foreach (var match in matching) DeliverSelection((IInternalActorRef)match, sender, rest);
                    return;
            }
        }
    }

    private static EmptyLocalActorRef Missing(IInternalActorRef anchor, ActorSelectionMessage selection)
    {
        var path = anchor.Path;
        foreach (var element in selection.Elements)
            path = element is SelectParent ? path.Parent : path / element.ToString();
        return new EmptyLocalActorRef(anchor.Provider, path, SystemOf(anchor.Provider).EventStream);
    }

    private static ActorSystem SystemOf(IActorRefProvider provider) => provider.Settings.System;

    private static void TellAllBelow(ActorRefWithCell parent, IActorRef sender, object message)
    {
        foreach (var child in parent.Children)
        {
            child.Tell(message, sender);
            if (child is ActorRefWithCell withCell) TellAllBelow(withCell, sender, message);
        }
    }

    protected bool Equals(ActorSelection other) => Equals(Anchor, other.Anchor) && Path.SequenceEqual(other.Path);

    public override bool Equals(object obj) => obj is ActorSelection other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Anchor);
        foreach (var element in Path ?? []) hash.Add(element);
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var path = new System.Text.StringBuilder("ActorSelection[Anchor(").Append(Anchor.Path);
        if (Anchor.Path.Uid != ActorCell.UndefinedUid) path.Append('#').Append(Anchor.Path.Uid);
        return path.Append("), Path(").Append(PathString).Append(")]").ToString();
    }
}

public static class ActorRefFactoryExtensions
{
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string name = null) where TActor : ActorBase, new() =>
        factory.ActorOf(Props.Create<TActor>(), name);

    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}

public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        ActorSelection(((ExtendedActorSystem)system).Provider.RootGuardianAt(actorPath.Address), "/" + string.Join("/", actorPath.Elements));

    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);

    /// <summary>A full address names its system, "/..." starts at the root, anything else at <paramref name="lookupRoot"/>.</summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        var provider = ((ExtendedActorSystem)system).Provider;
        if (path.Contains("://", StringComparison.Ordinal))
        {
            if (!Actor.ActorPath.TryParseAddress(path, out var address, out var rest)) return new ActorSelection(provider.DeadLetters, "");
            return new ActorSelection(provider.RootGuardianAt(address), rest.ToString().TrimStart('/').Split('/'));
        }
        return path.StartsWith('/')
            ? new ActorSelection(provider.RootGuardian, path[1..].Split('/'))
            : new ActorSelection(lookupRoot, path.Split('/'));
    }
}
