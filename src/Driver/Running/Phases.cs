using System.Globalization;

namespace Muster.Driver.Running;

/// <summary>How long each phase of a command took, told as each ends.</summary>
internal sealed class Phases(TimeProvider clock, Action<string> tell)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly List<(string Name, TimeSpan Took, TimeSpan At)> _ended = [];
    private TimeSpan _last;

    public IReadOnlyList<(string Name, TimeSpan Took, TimeSpan At)> Ended => _ended;

    public void End(string name)
    {
        var at = clock.GetElapsedTime(_started);
        _ended.Add((name, at - _last, at));
        tell(string.Create(CultureInfo.InvariantCulture, $"muster: {name} in {(at - _last).TotalSeconds:0.00} s (at {at.TotalSeconds:0.00} s)"));
        _last = at;
    }
}
