namespace Akka.Util;

/// <summary>An on/off state whose changes may carry an action; a failing action leaves the state as it was.</summary>
public class Switch
{
    private readonly object _gate = new();
    private volatile bool _on;

    public Switch(bool startAsOn = false)
    {
        _on = startAsOn;
    }

    public bool IsOn => _on;

    public bool IsOff => !_on;

    /// <summary>Leaves state <paramref name="from"/> and runs the action, atomically; false when the state is another.</summary>
    protected bool TranscendFrom(bool from, Action action)
    {
        lock (_gate)
        {
            if (_on != from)
                return false;
            _on = !from;
            try
            {
                action();
            }
            catch
            {
                _on = from;
                throw;
            }

            return true;
        }
    }

    public bool SwitchOff(Action action) => TranscendFrom(true, action);

    public bool SwitchOn(Action action) => TranscendFrom(false, action);

    public bool SwitchOff() => Change(true);

    public bool SwitchOn() => Change(false);

    public bool IfOn(Action action) => RunIf(true, action);

    public bool IfOff(Action action) => RunIf(false, action);

    public bool WhileOn(Action action) => LockedRunIf(true, action);

    public bool WhileOff(Action action) => LockedRunIf(false, action);

    public void Locked(Action action)
    {
        lock (_gate)
            action();
    }

    private bool Change(bool from)
    {
        lock (_gate)
        {
            if (_on != from)
                return false;
            _on = !from;
            return true;
        }
    }

    private bool RunIf(bool state, Action action)
    {
        if (_on != state)
            return false;
        action();
        return true;
    }

    private bool LockedRunIf(bool state, Action action)
    {
        lock (_gate)
            return RunIf(state, action);
    }
}
