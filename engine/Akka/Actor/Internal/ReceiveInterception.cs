using System.Collections.Concurrent;
using System.Reflection;

namespace Akka.Actor.Internal;

/// <summary>Which actor types put something around the receiving of messages.</summary>
internal static class ReceiveInterception
{
    private static readonly ConcurrentDictionary<Type, bool> Overridden = new();
    private static volatile Type s_lastPlain;

    internal static bool IsOverriddenBy(ActorBase actor)
    {
        var type = actor.GetType();
        if (ReferenceEquals(type, s_lastPlain)) return false;
        bool overridden = Overridden.GetOrAdd(type, static t => t.GetMethod("AroundReceive", BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType != typeof(ActorBase));
        if (!overridden) s_lastPlain = type;
        return overridden;
    }
}
