using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Util.Internal;

public partial class AtomicCounter : Akka.Util.Internal.IAtomicCounter<int>
{
    public AtomicCounter() { }
    public AtomicCounter(int initialValue) { }
    public bool CompareAndSet(int expected, int newValue)=> throw null;
    public int AddAndGet(int amount)=> throw null;
    public int Current { get => throw null; }
    public int Decrement()=> throw null;
    public int DecrementAndGet()=> throw null;
    public int GetAndAdd(int amount)=> throw null;
    public int GetAndDecrement()=> throw null;
    public int GetAndIncrement()=> throw null;
    public int GetAndSet(int value)=> throw null;
    public int IncrementAndGet()=> throw null;
    public int Next()=> throw null;
    public void Reset()=> throw null;
}
public partial class AtomicCounterLong : Akka.Util.Internal.IAtomicCounter<long>
{
    public AtomicCounterLong() { }
    public AtomicCounterLong(long value) { }
    public bool CompareAndSet(long expected, long newValue)=> throw null;
    public long AddAndGet(long amount)=> throw null;
    public long Current { get => throw null; }
    public long DecrementAndGet()=> throw null;
    public long GetAndAdd(long amount)=> throw null;
    public long GetAndIncrement()=> throw null;
    public long GetAndSet(long value)=> throw null;
    public long IncrementAndGet()=> throw null;
    public long Next()=> throw null;
    public override string ToString()=> throw null;
    public void Reset()=> throw null;
}
public static partial class Extensions
{
    public static IDictionary<TKey, TValue> AddAndReturn<TKey,TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value)=> throw null;
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> enumerable, T item)=> throw null;
    public static IEnumerable<T> Drop<T>(this IEnumerable<T> self, int count)=> throw null;
    public static IEnumerable<T> TakeRight<T>(this IEnumerable<T> self, int n)=> throw null;
    public static IEnumerable<string> SplitDottedPathHonouringQuotes(this string path)=> throw null;
    public static T AsInstanceOf<T>(this object self)=> throw null;
    public static T Head<T>(this IEnumerable<T> self)=> throw null;
    public static TValue GetOrElse<TKey,TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue elseValue)=> throw null;
    public static TimeSpan Max(this TimeSpan @this, TimeSpan other)=> throw null;
    public static TimeSpan Min(this TimeSpan @this, TimeSpan other)=> throw null;
    public static string BetweenDoubleQuotes(this string self)=> throw null;
    public static string Join(this IEnumerable<string> self, string separator)=> throw null;
    public static void AddOrSet<TKey,TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value)=> throw null;
    public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)=> throw null;
}
public partial interface IAtomicCounter<T>
{
    T AddAndGet(T amount);
    T Current { get; }
    T GetAndAdd(T amount);
    T GetAndIncrement();
    T IncrementAndGet();
    T Next();
    void Reset();
}
public partial interface IAtomicState
{
    Task<T> Invoke<T>(Func<Task<T>> body);
    bool HasListeners { get; }
    void AddListener(Action listener);
    void Enter();
}
public static partial class InterlockedSpin
{
    public static T Swap<T>(ref T reference, Func<T, T> updater) where T : class=> throw null;
    public static TReturn ConditionallySwap<T,TReturn>(ref T reference, Func<T, ValueTuple<bool, T, TReturn>> updateIfTrue) where T : class=> throw null;
}
