namespace Akka.Util.Internal;

/// <summary>Compare-and-swap loops over a reference.</summary>
public static class InterlockedSpin
{
    public static T Swap<T>(ref T reference, Func<T, T> updater)
        where T : class
    {
        var spin = new SpinWait();
        while (true)
        {
            var current = Volatile.Read(ref reference);
            var updated = updater(current);
            if (ReferenceEquals(Interlocked.CompareExchange(ref reference, updated, current), current))
                return updated;
            spin.SpinOnce();
        }
    }

    public static TReturn ConditionallySwap<T, TReturn>(ref T reference, Func<T, (bool, T, TReturn)> updateIfTrue)
        where T : class
    {
        var spin = new SpinWait();
        while (true)
        {
            var current = Volatile.Read(ref reference);
            var (update, updated, result) = updateIfTrue(current);
            if (!update || ReferenceEquals(Interlocked.CompareExchange(ref reference, updated, current), current))
                return result;
            spin.SpinOnce();
        }
    }
}
