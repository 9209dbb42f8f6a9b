using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Dispatch;

public class RejectedExecutionException : AkkaException
{
    public RejectedExecutionException(string message = null, Exception inner = null) : base(message, inner) { }
    protected RejectedExecutionException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}
