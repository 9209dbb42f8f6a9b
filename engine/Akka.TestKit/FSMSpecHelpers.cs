using Akka.Actor;

namespace Akka.TestKit;

public static class FSMSpecHelpers
{
    public static Func<object, object, bool> CurrentStateExpector<TS>() => static (expected, actual) =>
        expected is FSMBase.CurrentState<TS> e && actual is FSMBase.CurrentState<TS> a
        && Equals(e.FsmRef, a.FsmRef) && EqualityComparer<TS>.Default.Equals(e.State, a.State);

    public static Func<object, object, bool> TransitionStateExpector<TS>() => static (expected, actual) =>
        expected is FSMBase.Transition<TS> e && actual is FSMBase.Transition<TS> a
        && Equals(e.FsmRef, a.FsmRef) && EqualityComparer<TS>.Default.Equals(e.From, a.From) && EqualityComparer<TS>.Default.Equals(e.To, a.To);
}
