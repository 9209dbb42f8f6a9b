using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>The handshake or a frame of an association broke the protocol.</summary>
public class AkkaProtocolException : AkkaException
{
    public AkkaProtocolException(string message, Exception cause = null) : base(message, cause)
    {
    }

    protected AkkaProtocolException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
    }
}

/// <summary>An association could not be made.</summary>
public class InvalidAssociationException : AkkaException
{
    public InvalidAssociationException(string message, Exception cause = null) : base(message, cause)
    {
    }

    protected InvalidAssociationException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
    }
}
