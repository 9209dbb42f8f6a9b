using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Util;

public static partial class BitArrayHelpers
{
    public static byte[] ToBytes(this BitArray arr)=> throw null;
}
public static partial class ByteHelpers
{
}
public static partial class DynamicAccess
{
    public static Akka.Util.Try<TResult> CreateInstanceFor<TResult>(string typeName, params object[] args) where TResult : class=> throw null;
}
public sealed partial class ListPriorityQueue
{
    internal ListPriorityQueue() { }
    public ListPriorityQueue(int initialCapacity, Func<object, int> priorityCalculator) { }
    public Akka.Actor.Envelope Dequeue()=> throw null;
    public Akka.Actor.Envelope Peek()=> throw null;
    public bool IsConsistent()=> throw null;
    public int Count()=> throw null;
    public override string ToString()=> throw null;
    public void Enqueue(Akka.Actor.Envelope item)=> throw null;
}
public sealed partial class StableListPriorityQueue
{
    internal StableListPriorityQueue() { }
    public StableListPriorityQueue(int initialCapacity, Func<object, int> priorityCalculator) { }
    public Akka.Actor.Envelope Dequeue()=> throw null;
    public Akka.Actor.Envelope Peek()=> throw null;
    public bool IsConsistent()=> throw null;
    public int Count()=> throw null;
    public override string ToString()=> throw null;
    public void Enqueue(Akka.Actor.Envelope item)=> throw null;
}
public sealed partial class TickTimeTokenBucket : Akka.Util.TokenBucket
{
    internal TickTimeTokenBucket() { }
    public TickTimeTokenBucket(long capacity, long period) { }
    public override long CurrentTime { get => throw null; }
}
public abstract partial class TokenBucket
{
    internal TokenBucket() { }
    public abstract long CurrentTime { get; }
    public long Offer(long cost)=> throw null;
    protected TokenBucket(long capacity, long ticksBetweenTokens) { }
    public void Init()=> throw null;
}
public static partial class Vector
{
    public static Func<Func<T>, IList<T>> Fill<T>(int number)=> throw null;
}
