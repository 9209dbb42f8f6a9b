namespace Akka.Actor;

public abstract partial class FSM<TState, TData>
{
    private readonly Dictionary<string, NamedTimer> _timers = [];

    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)
    {
        if (_timers.TryGetValue(name, out var earlier)) earlier.Cancel();
        var timer = new NamedTimer(name, msg, repeat);
        timer.Start(Context.System.Scheduler, Self, timeout);
        _timers[name] = timer;
    }

    public void CancelTimer(string name)
    {
        if (_timers.Remove(name, out var timer)) timer.Cancel();
    }

    public bool IsTimerActive(string name) => _timers.ContainsKey(name);

    private bool Due(NamedTimer timer)
    {
        // A timer set anew or cancelled while its message waited in the mailbox is not due any more, nor is one of the machine's instance
        // before a restart.
        if (!_timers.TryGetValue(timer.Name, out var current) || !ReferenceEquals(current, timer)) return false;
        if (!timer.Repeat) _timers.Remove(timer.Name);
        return true;
    }

    private void CancelTimers()
    {
        foreach (var timer in _timers.Values) timer.Cancel();
        _timers.Clear();
    }

    private sealed class NamedTimer(string name, object message, bool repeat) : INoSerializationVerificationNeeded
    {
        private ICancelable _scheduled;

        public string Name { get; } = name;
        public object Message { get; } = message;
        public bool Repeat { get; } = repeat;

        public void Start(IScheduler scheduler, IActorRef self, TimeSpan timeout) =>
            _scheduled = Repeat
                ? scheduler.ScheduleTellRepeatedlyCancelable(timeout, timeout, self, this, self)
                : scheduler.ScheduleTellOnceCancelable(timeout, self, this, self);

        public void Cancel() => _scheduled?.Cancel();

        public override string ToString() => $"timer {Name}";
    }
}
