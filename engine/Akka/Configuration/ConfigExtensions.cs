namespace Akka.Configuration;

public static class ConfigExtensions
{
    public static bool IsNullOrEmpty(this Config config) => config is null || config.IsEmpty;

    /// <summary>Like WithFallback, with either side allowed to be missing, empty or the same.</summary>
    public static Config SafeWithFallback(this Config config, Config fallback)
    {
        if (config.IsNullOrEmpty())
            return fallback;
        if (fallback.IsNullOrEmpty() || ReferenceEquals(config, fallback))
            return config;
        return config.WithFallback(fallback);
    }
}
