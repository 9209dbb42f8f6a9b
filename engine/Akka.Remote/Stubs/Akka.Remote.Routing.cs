using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Remote.Routing;

public sealed partial class RemoteRouterConfig : Akka.Routing.Pool
{
    internal RemoteRouterConfig() : base(0, null, null, null, false) { }
    public RemoteRouterConfig(Akka.Routing.Pool local, IEnumerable<Akka.Actor.Address> nodes) : base(0, null, null, null, false) { }
    public bool Equals(Akka.Routing.RouterConfig other)=> throw null;
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; }
    public override Akka.Routing.Resizer Resizer { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public override string RouterDispatcher { get => throw null; }
    public partial class RemoteRouterConfigSurrogate : Akka.Util.ISurrogate
    {
        public RemoteRouterConfigSurrogate() { }
        public Akka.Actor.Address[] Nodes { get => throw null; set => throw null; }
        public Akka.Routing.Pool Local { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    }
}
