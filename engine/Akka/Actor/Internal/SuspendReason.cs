namespace Akka.Actor.Internal;

/// <summary>Why a cell waits for children to end.</summary>
public abstract class SuspendReason
{
    public interface IWaitingForChildren;

    public class UserRequest : SuspendReason
    {
        private UserRequest() { }

        public static UserRequest Instance { get; } = new();
    }

    public class Recreation : SuspendReason, IWaitingForChildren
    {
        public Recreation(Exception cause) => Cause = cause;

        public Exception Cause { get; }
    }

    public class Creation : SuspendReason, IWaitingForChildren;

    public class Termination : SuspendReason
    {
        private Termination() { }

        public static Termination Instance { get; } = new();
    }
}
