using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration that cannot be read or does not fit; the message tells line and column where there is a text.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception)
    {
    }

    protected ConfigurationException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }

    public static ConfigurationException NullOrEmptyConfig<T>(string path = null) => new(path is null
        ? $"The configuration given to {typeof(T).FullName} is null or empty."
        : $"{typeof(T).FullName} found no configuration at '{path}'. Is the assembly's reference configuration missing from the system's?");
}
