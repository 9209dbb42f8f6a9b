using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

public partial class Props
{
    private static IIndirectActorProducer ProducerFor(Type type, object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (typeof(IIndirectActorProducer).IsAssignableFrom(type)) return (IIndirectActorProducer)Activator.CreateInstance(type, args);
        if (typeof(ActorBase).IsAssignableFrom(type)) return new ActivatorProducer(type, args);
        throw new ArgumentException($"Unknown actor producer [{type.FullName}]", nameof(type));
    }

    private sealed class NullProducer : IIndirectActorProducer
    {
        public Type ActorType => typeof(ActorBase);
        public ActorBase Produce() => throw new InvalidOperationException("No actor producer specified!");
        public void Release(ActorBase actor) { }
    }

    private sealed class FactoryProducer<TActor>(Func<TActor> factory) : IIndirectActorProducer where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);
        public ActorBase Produce() => factory();
        public void Release(ActorBase actor) { }
    }

    private sealed class DelegateProducer(Type type, Func<ActorBase> factory) : IIndirectActorProducer
    {
        public Type ActorType => type;
        public ActorBase Produce() => factory();
        public void Release(ActorBase actor) { }
    }

    /// <summary>Calls the constructor that fits the arguments; one without arguments by a compiled call, since actors come in millions.</summary>
    private sealed class ActivatorProducer(Type type, object[] args) : IIndirectActorProducer
    {
        private static readonly ConcurrentDictionary<Type, Func<ActorBase>> Compiled = new();

        private readonly Func<ActorBase> _withoutArguments = args.Length > 0 || type.ContainsGenericParameters ? null : Compiled.GetOrAdd(type, Compile);

        public Type ActorType => type;

        public ActorBase Produce() =>
            _withoutArguments != null
                ? _withoutArguments()
                : (ActorBase)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, args, null);

        public void Release(ActorBase actor) { }

        private static Func<ActorBase> Compile(Type type)
        {
            var constructor = type.IsAbstract
                ? null
                : type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, Type.EmptyTypes, null);
            return constructor == null ? null : Expression.Lambda<Func<ActorBase>>(Expression.New(constructor)).Compile();
        }
    }
}
