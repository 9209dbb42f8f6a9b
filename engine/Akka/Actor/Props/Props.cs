using System.Linq.Expressions;
using Akka.Routing;
using Akka.Util;
using Akka.Util.Reflection;

namespace Akka.Actor;

/// <summary>How to make an actor: type, arguments, deployment. Immutable; every With... gives a copy.</summary>
public partial class Props : IEquatable<Props>, ISurrogated
{
    private static readonly object[] NoArgs;

    public static readonly Props None;

    private IIndirectActorProducer _producer;
    private Type _inputType;
    private Deploy _deploy;

    private static readonly Deploy DefaultDeploy;

    // A static constructor, for the order matters: the defaults first, then what is made of them.
    static Props()
    {
        NoArgs = [];
        DefaultDeploy = new Deploy();
        None = new Props(new NullProducer(), DefaultDeploy, NoArgs);
        Empty = Create<EmptyActor>();
    }

    protected Props() : this(new NullProducer(), DefaultDeploy, NoArgs) { }

    protected Props(Props copy) : this(copy._producer, copy.Deploy, copy.Arguments)
    {
        _inputType = copy._inputType;
        SupervisorStrategy = copy.SupervisorStrategy;
    }

    public Props(Type type, object[] args) : this(DefaultDeploy, type, args) { }

    public Props(Type type) : this(DefaultDeploy, type, NoArgs) { }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) : this(DefaultDeploy, type, args.ToArray()) =>
        SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) : this(DefaultDeploy, type, args) =>
        SupervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args) : this(deploy, type, args.ToArray()) { }

    public Props(Deploy deploy, Type type, params object[] args) : this(ProducerFor(type, args ?? NoArgs), deploy, args ?? NoArgs) => _inputType = type;

    internal Props(IIndirectActorProducer producer, Deploy deploy, object[] args)
    {
        _producer = producer;
        _inputType = producer.ActorType;
        Deploy = deploy ?? DefaultDeploy;
        Arguments = args;
    }

    public static Props Empty { get; }

    public Type Type => _producer.ActorType ?? _inputType;
    public string TypeName => Type.AssemblyQualifiedName;
    public object[] Arguments { get; private set; }
    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public Deploy Deploy
    {
        get => _deploy;
        protected set => _deploy = value;
    }

    public string Mailbox => Deploy.Mailbox;
    public string Dispatcher => string.IsNullOrEmpty(Deploy.Dispatcher) ? Dispatch.Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;
    public RouterConfig RouterConfig => Deploy.RouterConfig;

    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null) where TActor : ActorBase
    {
        if (factory.Body is UnaryExpression) return new Props(new FactoryProducer<TActor>(factory.Compile()), DefaultDeploy, NoArgs) { SupervisorStrategy = supervisorStrategy };
        if (factory.Body is not NewExpression call)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        // Evaluated once, here: so the props can also be sent to another system.
        object[] args = call.GetArguments();
        return new Props(DefaultDeploy, typeof(TActor), args.Length > 0 ? args : NoArgs) { SupervisorStrategy = supervisorStrategy };
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(DefaultDeploy, typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(typeof(TActor), supervisorStrategy, NoArgs);

    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(DefaultDeploy, type, args);
    }

    [Obsolete("Use CreateBy(IIndirectActorProducer, params object[] args) instead")]
    public static Props CreateBy<TProducer>(params object[] args) where TProducer : class, IIndirectActorProducer =>
        new((IIndirectActorProducer)Activator.CreateInstance(typeof(TProducer), args), DefaultDeploy, args);

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, DefaultDeploy, args);

    /// <summary>Not of the public surface: a props whose actor a delegate makes, for actors of the engine itself.</summary>
    internal static Props From(Type actorType, Func<ActorBase> factory) => new(new DelegateProducer(actorType, factory), DefaultDeploy, NoArgs);

    public Props WithMailbox(string mailbox) => With(p => p.Deploy = Deploy.WithMailbox(mailbox));
    public Props WithDispatcher(string dispatcher) => With(p => p.Deploy = Deploy.WithDispatcher(dispatcher));
    public Props WithRouter(RouterConfig routerConfig) => With(p => p.Deploy = Deploy.WithRouterConfig(routerConfig));
    public Props WithStashCapacity(int stashCapacity) => With(p => p.Deploy = Deploy.WithStashCapacity(stashCapacity));
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => With(p => p.SupervisorStrategy = supervisorStrategy);

    public Props WithDeploy(Deploy deploy)
    {
        var original = Deploy;
        return With(p => p.Deploy = deploy.WithFallback(original));
    }

    internal Props WithExactDeploy(Deploy deploy) => With(p => p.Deploy = deploy);

    private Props With(Action<Props> change)
    {
        var copy = Copy();
        change(copy);
        return copy;
    }

    protected virtual Props Copy() => new(this);

    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce();
        }
        catch (Exception e) when (e is System.Reflection.TargetInvocationException { InnerException: not null })
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", e.InnerException);
        }
        catch (MissingMethodException e)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", e);
        }
    }

    internal void Release(ActorBase actor)
    {
        try
        {
            _producer.Release(actor);
        }
        catch (Exception)
        {
            // A producer that cannot release must not keep the actor from ending.
            return;
        }
    }

    public bool Equals(Props other) =>
        other is not null && (ReferenceEquals(this, other)
                              || (Equals(Type, other.Type) && Equals(Deploy, other.Deploy) && Arguments.SequenceEqual(other.Arguments)));

    public override bool Equals(object obj) => Equals(obj as Props);
    public override int GetHashCode() => HashCode.Combine(Type, Deploy, Arguments.Length);

    public ISurrogate ToSurrogate(ActorSystem system) => new PropsSurrogate { Arguments = Arguments, Type = Type, Deploy = Deploy };

    public class PropsSurrogate : ISurrogate
    {
        public Type Type { get; set; }
        public Deploy Deploy { get; set; }
        public object[] Arguments { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Props(Deploy, Type, Arguments);
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}

/// <summary>For a cell whose actor is gone: it cannot make another.</summary>
public class TerminatedProps : Props
{
    public override ActorBase NewActor() => throw new InvalidOperationException("This actor has been terminated");
}
