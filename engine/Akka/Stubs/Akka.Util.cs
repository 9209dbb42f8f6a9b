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

public partial class AppVersion : IComparable<Akka.Util.AppVersion>, IEquatable<Akka.Util.AppVersion>
{
    internal AppVersion() { }
    public bool Equals(Akka.Util.AppVersion other)=> throw null;
    public int CompareTo(Akka.Util.AppVersion other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public static Akka.Util.AppVersion Create(string version)=> throw null;
    public static bool operator ==(Akka.Util.AppVersion first, Akka.Util.AppVersion second) => throw null;
    public static bool operator !=(Akka.Util.AppVersion first, Akka.Util.AppVersion second) => throw null;
    public static readonly Akka.Util.AppVersion Zero;
    public string Version { get => throw null; }
}
public partial class AtomicBoolean
{
    internal AtomicBoolean() { }
    public AtomicBoolean(bool initialValue = false) { }
    public bool CompareAndSet(bool expected, bool newValue)=> throw null;
    public bool GetAndSet(bool newValue)=> throw null;
    public bool Value { get => throw null; set => throw null; }
    public static implicit operator bool(Akka.Util.AtomicBoolean atomicBoolean) => throw null;
}
public partial class AtomicReference<T>
{
    public AtomicReference() { }
    public AtomicReference(T originalValue) { }
    public T GetAndSet(T newValue)=> throw null;
    public T Value { get => throw null; set => throw null; }
    public bool CompareAndSet(T expected, T newValue)=> throw null;
    protected T atomicValue;
    public static implicit operator T(Akka.Util.AtomicReference<T> atomicReference) => throw null;
}
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
public static partial class Either
{
    public static Akka.Util.Left<T> Left<T>(T value)=> throw null;
    public static Akka.Util.Right<T> Right<T>(T value)=> throw null;
}
public abstract partial class Either<TA, TB>
{
    internal Either() { }
    public Akka.Util.Either<TA, TRes> MapRight<TRes>(Func<TB, TRes> map)=> throw null;
    public Akka.Util.Either<TRes, TB> MapLeft<TRes>(Func<TA, TRes> map)=> throw null;
    public Akka.Util.Either<TRes1, TRes2> Map<TRes1,TRes2>(Func<TA, TRes1> map1, Func<TB, TRes2> map2)=> throw null;
    public Akka.Util.Left<TA, TB> ToLeft()=> throw null;
    public Akka.Util.Right<TA, TB> ToRight()=> throw null;
    public TRes Fold<TRes>(Func<TA, TRes> left, Func<TB, TRes> right)=> throw null;
    public abstract bool IsLeft { get; }
    public abstract bool IsRight { get; }
    public object Value { get => throw null; }
    protected Either(TA left, TB right) { }
    protected TA Left { get => throw null; }
    protected TB Right { get => throw null; }
    public static implicit operator Akka.Util.Either<TA, TB>(Akka.Util.Left<TA> left) => throw null;
    public static implicit operator Akka.Util.Either<TA, TB>(Akka.Util.Right<TB> right) => throw null;
}
public sealed partial class FastLazy<T>
{
    internal FastLazy() { }
    public FastLazy(Func<T> producer) { }
    public T Value { get => throw null; }
    public bool IsValueCreated()=> throw null;
}
public partial interface ISurrogate
{
    Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system);
}
public partial interface ISurrogated
{
    Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system);
}
public partial class Index<TKey, TValue>
{
    public Index() { }
    public HashSet<TValue> Values { get => throw null; }
    public ICollection<TKey> Keys { get => throw null; }
    public IEnumerable<TValue> this[TKey index] { get => throw null; }
    public IEnumerable<TValue> Remove(TKey key)=> throw null;
    public TValue FindValue(TKey key, Func<TValue, bool> predicate)=> throw null;
    public bool IsEmpty { get => throw null; }
    public bool Put(TKey key, TValue value)=> throw null;
    public bool Remove(TKey key, TValue value)=> throw null;
    public void Clear()=> throw null;
    public void ForEach(Action<TKey, TValue> fun)=> throw null;
    public void RemoveValue(TValue value)=> throw null;
}
public partial class Left<T>
{
    internal Left() { }
    public Left(T value) { }
    public T Value { get => throw null; }
    public bool IsLeft { get => throw null; }
    public bool IsRight { get => throw null; }
}
public partial class Left<TA, TB> : Akka.Util.Either<TA, TB>
{
    internal Left() { }
    public Left(TA a) { }
    public TA Value { get => throw null; }
    public override bool IsLeft { get => throw null; }
    public override bool IsRight { get => throw null; }
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
public static partial class MurmurHash
{
    public const uint StartMagicA = 2505324423;
    public const uint StartMagicB = 718793509;
    public static int ArrayHash<T>(T[] a)=> throw null;
    public static int ByteHash(byte[] b)=> throw null;
    public static int StringHash(string s)=> throw null;
    public static int SymmetricHash<T>(IEnumerable<T> xs, uint seed)=> throw null;
    public static uint ExtendHash(uint hash, uint value, uint magicA, uint magicB)=> throw null;
    public static uint FinalizeHash(uint hash)=> throw null;
    public static uint NextMagicA(uint magicA)=> throw null;
    public static uint NextMagicB(uint magicB)=> throw null;
    public static uint StartHash(uint seed)=> throw null;
}
public partial struct Option<T>
{
    [System.Obsolete] public Option(T value) { throw null; }
    public Akka.Util.Option<TNew> FlatSelect<TNew>(Func<T, Akka.Util.Option<TNew>> mapper)=> throw null;
    public Akka.Util.Option<TNew> Select<TNew>(Func<T, TNew> selector)=> throw null;
    public T GetOrElse(T fallbackValue)=> throw null;
    public T Value { get => throw null; }
    public bool Equals(Akka.Util.Option<T> other)=> throw null;
    public bool HasValue { get => throw null; }
    public bool IsEmpty { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public static Akka.Util.Option<T> Create(T value)=> throw null;
    public static implicit operator Akka.Util.Option<T>(T value) => throw null;
    public static bool operator ==(Akka.Util.Option<T> left, Akka.Util.Option<T> right) => throw null;
    public static bool operator !=(Akka.Util.Option<T> left, Akka.Util.Option<T> right) => throw null;
    public static readonly Akka.Util.Option<T> None;
    public void OnSuccess(Action<T> action)=> throw null;
}
public static partial class Result
{
    public static Akka.Util.Result<T> Failure<T>(Exception exception)=> throw null;
    public static Akka.Util.Result<T> From<T>(Func<T> func)=> throw null;
    public static Akka.Util.Result<T> FromTask<T>(Task<T> task)=> throw null;
    public static Akka.Util.Result<T> Success<T>(T value)=> throw null;
}
public partial struct Result<T> : IEquatable<Akka.Util.Result<T>>
{
    public Result(Exception exception) { throw null; }
    public Result(T value) { throw null; }
    public bool Equals(Akka.Util.Result<T> other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public readonly Exception Exception;
    public readonly T Value;
    public readonly bool IsSuccess;
    public static bool operator ==(Akka.Util.Result<T> left, Akka.Util.Result<T> right) => throw null;
    public static bool operator !=(Akka.Util.Result<T> left, Akka.Util.Result<T> right) => throw null;
}
public partial class Right<T>
{
    internal Right() { }
    public Right(T value) { }
    public T Value { get => throw null; }
    public bool IsLeft { get => throw null; }
    public bool IsRight { get => throw null; }
}
public partial class Right<TA, TB> : Akka.Util.Either<TA, TB>
{
    internal Right() { }
    public Right(TB b) { }
    public TB Value { get => throw null; }
    public override bool IsLeft { get => throw null; }
    public override bool IsRight { get => throw null; }
}
public static partial class RuntimeDetector
{
    public static readonly bool IsMono;
    public static readonly bool IsWindows;
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
public static partial class StandardOutWriter
{
    public static void Write(string message, ConsoleColor? foregroundColor = default, ConsoleColor? backgroundColor = default)=> throw null;
    public static void WriteLine(string message, ConsoleColor? foregroundColor = default, ConsoleColor? backgroundColor = default)=> throw null;
}
public static partial class StringFormat
{
    public static string SafeJoin(string separator, params object[] args)=> throw null;
}
public partial class Switch
{
    internal Switch() { }
    public Switch(bool startAsOn = false) { }
    public bool IfOff(Action action)=> throw null;
    public bool IfOn(Action action)=> throw null;
    public bool IsOff { get => throw null; }
    public bool IsOn { get => throw null; }
    public bool SwitchOff()=> throw null;
    public bool SwitchOff(Action action)=> throw null;
    public bool SwitchOn()=> throw null;
    public bool SwitchOn(Action action)=> throw null;
    public bool WhileOff(Action action)=> throw null;
    public bool WhileOn(Action action)=> throw null;
    protected bool TranscendFrom(bool from, Action action)=> throw null;
    public void Locked(Action action)=> throw null;
}
public static partial class ThreadLocalRandom
{
    public static Random Current { get => throw null; }
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
public partial class Try<T>
{
    internal Try() { }
    public Try(Exception failure) { }
    public Try(T success) { }
    public Akka.Util.Option<Exception> Failure { get => throw null; }
    public Akka.Util.Option<T> Success { get => throw null; }
    public Akka.Util.Try<T> GetOrElse(Func<T> fallback)=> throw null;
    public Akka.Util.Try<T> OrElse(Akka.Util.Try<T> @default)=> throw null;
    public Akka.Util.Try<T> Recover(Action<Exception> failureHandler)=> throw null;
    public Akka.Util.Try<T> RecoverWith(Func<Exception, Akka.Util.Try<T>> failureHandler)=> throw null;
    public T Get()=> throw null;
    public bool IsSuccess { get => throw null; }
    public static Akka.Util.Try<T> From(Func<T> func)=> throw null;
    public static implicit operator Akka.Util.Try<T>(T value) => throw null;
}
public static partial class TypeExtensions
{
    public static bool Implements(this Type type, Type moreGeneralType)=> throw null;
    public static bool Implements<T>(this Type type)=> throw null;
    public static string TypeQualifiedName(this Type type)=> throw null;
}
public static partial class Vector
{
    public static Func<Func<T>, IList<T>> Fill<T>(int number)=> throw null;
}
public static partial class WildcardMatch
{
    public static bool Like(this string text, string pattern, bool caseSensitive = false)=> throw null;
}
