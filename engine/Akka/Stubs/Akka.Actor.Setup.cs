using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Actor.Setup;

public sealed partial class ActorSystemSetup
{
    internal ActorSystemSetup() { }
    public Akka.Actor.Setup.ActorSystemSetup And<T>(T setup) where T : Akka.Actor.Setup.Setup=> throw null;
    public Akka.Actor.Setup.ActorSystemSetup WithSetup<T>(T setup) where T : Akka.Actor.Setup.Setup=> throw null;
    public Akka.Util.Option<T> Get<T>() where T : Akka.Actor.Setup.Setup=> throw null;
    public override string ToString()=> throw null;
    public static Akka.Actor.Setup.ActorSystemSetup Create(params Akka.Actor.Setup.Setup[] setup)=> throw null;
    public static readonly Akka.Actor.Setup.ActorSystemSetup Empty;
}
public abstract partial class Setup
{
    public Akka.Actor.Setup.ActorSystemSetup And(Akka.Actor.Setup.Setup other)=> throw null;
    protected Setup() { }
}
