using Akka.Configuration;

namespace Akka.Dispatch;

public class ThreadPoolConfig
{
    public ThreadPoolConfig(Config config)
    {
        PoolSizeMin = config.GetInt("pool-size-min");
        PoolSizeFactor = config.GetDouble("pool-size-factor");
        PoolSizeMax = config.GetInt("pool-size-max");
    }

    public int PoolSizeMin { get; }
    public double PoolSizeFactor { get; }
    public int PoolSizeMax { get; }

    /// <summary>Threads for this machine: its cores times a factor, within bounds.</summary>
    public static int ScaledPoolSize(int floor, double scalar, int ceiling) =>
        Math.Min(Math.Max((int)(Environment.ProcessorCount * scalar), floor), ceiling);
}
