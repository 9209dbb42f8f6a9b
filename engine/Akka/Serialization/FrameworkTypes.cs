using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;

namespace Akka.Serialization;

/// <summary>The types of .NET that a name from the wire may always stand for: values, collections of values, common exceptions.</summary>
internal static class FrameworkTypes
{
    internal static readonly Type[] All =
    [
        typeof(object), typeof(string), typeof(bool), typeof(char), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint),
        typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger),
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Uri), typeof(Version), typeof(DBNull),
        typeof(Nullable<>), typeof(KeyValuePair<,>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>), typeof(Tuple<,,,,>), typeof(Tuple<,,,,,>), typeof(Tuple<,,,,,,>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(SortedDictionary<,>), typeof(SortedList<,>), typeof(SortedSet<>), typeof(Queue<>), typeof(Stack<>),
        typeof(LinkedList<>), typeof(Collection<>), typeof(ReadOnlyCollection<>), typeof(ReadOnlyDictionary<,>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ConcurrentBag<>),
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(Exception), typeof(AggregateException), typeof(ApplicationException), typeof(ArgumentException), typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException),
        typeof(ArithmeticException), typeof(DivideByZeroException), typeof(OverflowException), typeof(FormatException), typeof(IndexOutOfRangeException), typeof(InvalidCastException),
        typeof(InvalidOperationException), typeof(KeyNotFoundException), typeof(NotImplementedException), typeof(NotSupportedException), typeof(NullReferenceException),
        typeof(ObjectDisposedException), typeof(OperationCanceledException), typeof(TaskCanceledException), typeof(TimeoutException), typeof(UnauthorizedAccessException),
        typeof(IOException), typeof(FileNotFoundException), typeof(DirectoryNotFoundException), typeof(EndOfStreamException), typeof(SystemException),
        typeof(System.Runtime.Serialization.SerializationException),
    ];
}
