using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A node of the path tree without an actor, such as /temp or /remote.</summary>
internal sealed class VirtualPathContainer : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    internal VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, ILoggingAdapter log)
    {
        Provider = provider;
        Path = path;
        Parent = parent;
        Log = log;
    }

    public override IActorRefProvider Provider { get; }
    public override ActorPath Path { get; }
    public override IInternalActorRef Parent { get; }
    internal ILoggingAdapter Log { get; }

    internal bool HasChildren => !_children.IsEmpty;

    internal void AddChild(string name, IInternalActorRef actor) => _children[name] = actor;

    internal void RemoveChild(string name) => _children.TryRemove(name, out _);

    /// <summary>Removes the child only if it is still this one.</summary>
    internal void RemoveChild(string name, IActorRef actor)
    {
        if (_children.TryGetValue(name, out var known) && known.Equals(actor)) _children.TryRemove(new KeyValuePair<string, IInternalActorRef>(name, known));
    }

    internal bool TryGetChild(string name, out IInternalActorRef child) => _children.TryGetValue(name, out child);

    internal void ForEachChild(Action<IInternalActorRef> action)
    {
        foreach (var pair in _children) action(pair.Value);
    }

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0) return this;
        string first = name[0];
        if (first.Length == 0) return RefNames.IsSelf(name) ? this : GetChild(RefNames.From(name, 1));
        int hash = first.IndexOf('#');
        string key = hash < 0 ? first : first[..hash];
        if (!_children.TryGetValue(key, out var child)) return ActorRefs.Nobody;
        return name.Count == 1 ? child : child.GetChild(RefNames.From(name, 1));
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not ActorSelectionMessage selection)
        {
            Provider.DeadLetters.Tell(new DeadLetter(message, sender ?? Provider.DeadLetters, this), sender);
            return;
        }
        if (selection.Elements is [SelectChildName name, .. var rest] && _children.TryGetValue(name.Name, out var child))
        {
            if (rest.Length == 0) child.Tell(selection.Message, sender);
            else child.Tell(selection.Copy(elements: rest), sender);
            return;
        }
        new EmptyLocalActorRef(Provider, Path / selection.Elements.Select(e => e.ToString()), Provider.Settings.System.EventStream).Tell(selection, sender);
    }
}
