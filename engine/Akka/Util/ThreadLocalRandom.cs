namespace Akka.Util;

/// <summary>A random source of one's own for each thread.</summary>
public static class ThreadLocalRandom
{
    [ThreadStatic]
    private static Random t_current;

    /// <summary>
    /// The calling thread's source. A simulation installs a seeded one on its thread, so that everything it runs repeats.
    /// </summary>
    public static Random Current => t_current ??= new Random(Random.Shared.Next());

    internal static void Seed(Random source) => t_current = source;
}
