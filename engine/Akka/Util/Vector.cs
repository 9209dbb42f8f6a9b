namespace Akka.Util;

public static class Vector
{
    /// <summary>A function that calls a factory that many times and lists what it made.</summary>
    public static Func<Func<T>, IList<T>> Fill<T>(int number) => factory =>
    {
        var list = new List<T>(number);
        for (var i = 0; i < number; i++)
            list.Add(factory());
        return list;
    };
}
