using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.Tools.PublishSubscribe.Internal;

public sealed partial class CountSubscribers
{
    internal CountSubscribers() { }
    public CountSubscribers(string topic) { }
    public string Topic { get => throw null; }
}
