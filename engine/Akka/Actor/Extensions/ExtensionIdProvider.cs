namespace Akka.Actor;

public abstract class ExtensionIdProvider<T> : IExtensionId<T>
{
    public Type ExtensionType => typeof(T);

    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    public T Get(ActorSystem system) => (T)system.GetExtension(this);

    public abstract T CreateExtension(ExtendedActorSystem system);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);
    object IExtensionId.Get(ActorSystem system) => Get(system);
    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    public override bool Equals(object obj) => obj != null && obj.GetType() == GetType();
    public override int GetHashCode() => GetType().GetHashCode();
}

public static class ActorSystemWithExtensions
{
    public static T WithExtension<T>(this ActorSystem system) where T : class, IExtension
    {
        if (system.TryGetExtension<T>(out var known)) return known;
        // By convention the id of extension X is XProvider (or XExtension), beside it.
        var id = typeof(T).Assembly.GetType(typeof(T).FullName + "Provider") ?? typeof(T).Assembly.GetType(typeof(T).FullName + "Extension")
            ?? throw new InvalidOperationException($"No extension id for [{typeof(T)}] is known; name its type");
        return (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(id));
    }

    public static T WithExtension<T>(this ActorSystem system, Type extensionId) where T : class, IExtension
    {
        if (system.TryGetExtension<T>(out var known)) return known;
        return (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId));
    }

    public static T WithExtension<T, TI>(this ActorSystem system) where T : class, IExtension where TI : IExtensionId =>
        system.WithExtension<T>(typeof(TI));
}
