using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka;

public sealed partial class Done
{
    internal Done() { }
    public static readonly Akka.Done Instance;
}
public sealed partial class NotUsed : IComparable<Akka.NotUsed>, IEquatable<Akka.NotUsed>
{
    internal NotUsed() { }
    public bool Equals(Akka.NotUsed other)=> throw null;
    public int CompareTo(Akka.NotUsed other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public static readonly Akka.NotUsed Instance;
}
