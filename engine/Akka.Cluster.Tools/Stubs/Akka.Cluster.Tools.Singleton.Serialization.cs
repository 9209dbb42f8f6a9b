using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.Tools.Singleton.Serialization;

public partial class ClusterSingletonMessageSerializer : Akka.Serialization.SerializerWithStringManifest
{
    internal ClusterSingletonMessageSerializer() { }
    public ClusterSingletonMessageSerializer(Akka.Actor.ExtendedActorSystem system) { }
    public override byte[] ToBinary(object obj)=> throw null;
    public override object FromBinary(byte[] bytes, string manifest)=> throw null;
    public override string Manifest(object o)=> throw null;
}
