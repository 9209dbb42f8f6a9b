using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster;

public sealed partial class AutoDowning : Akka.Cluster.IDowningProvider
{
    internal AutoDowning() { }
    public AutoDowning(Akka.Actor.ActorSystem system, Akka.Cluster.Cluster cluster) { }
    public Akka.Actor.Props DowningActorProps { get => throw null; }
    public TimeSpan DownRemovalMargin { get => throw null; }
}
public sealed partial class SplitBrainResolver : Akka.Cluster.IDowningProvider
{
    internal SplitBrainResolver() { }
    public SplitBrainResolver(Akka.Actor.ActorSystem system, Akka.Cluster.Cluster cluster) { }
    public Akka.Actor.Props DowningActorProps { get => throw null; }
    public TimeSpan DownRemovalMargin { get => throw null; }
    public TimeSpan StableAfter { get => throw null; }
}
