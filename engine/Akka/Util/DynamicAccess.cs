using Akka.Util.Reflection;

namespace Akka.Util;

public static class DynamicAccess
{
    /// <summary>An instance of the type that a configuration names, or why there is none.</summary>
    public static Try<TResult> CreateInstanceFor<TResult>(string typeName, params object[] args)
        where TResult : class => Try<TResult>.From(() => (TResult)Activator.CreateInstance(TypeCache.GetType(typeName), args));
}
