using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    private CellMore _more;

    private CellMore More
    {
        get
        {
            var more = Volatile.Read(ref _more);
            if (more != null) return more;
            // The guardians' children are made by any thread.
            Interlocked.CompareExchange(ref _more, new CellMore(), null);
            return _more;
        }
    }

    /// <summary>
    /// What most cells never need, kept out of the way: an actor without children, watches, failures and the like has none of it, and
    /// there may be a million of them.
    /// </summary>
    private sealed class CellMore
    {
        internal LiveChildren Children;
        internal WatchState Watches;
        internal FaultState Faults;
        internal SilenceWatch Silence;
        internal List<SystemMessage> SystemStash;
        internal ActorTaskScheduler TaskScheduler;
        internal Stack<Receive> OuterBehaviors;
        internal Receive InitialBehavior;
        internal SupervisorStrategy Strategy;
    }
}
