using System.Globalization;

namespace Akka.Simulation;

/// <summary>Where the singleton runs, and every moment in which it did so twice.</summary>
internal sealed class SingletonLedger(World world)
{
    private readonly List<(Host Host, NodeLoop Loop, object Instance)> _running = [];

    /// <summary>The first time that two were alive at once; null when that never was.</summary>
    public string Doubled { get; private set; }

    public int Starts { get; private set; }

    /// <summary>Those whose process has not died under them.</summary>
    public IEnumerable<Host> Running => _running.Where(r => !r.Loop.IsDead).Select(r => r.Host);

    public void Started(Host host, object instance)
    {
        Starts++;
        _running.RemoveAll(r => r.Loop.IsDead);
        if (_running.Count > 0)
        {
            Doubled ??= string.Create(CultureInfo.InvariantCulture,
                $"at {world.Now.TotalSeconds:0.000} s the singleton starts on host {host.Number} while it runs on host {string.Join(", ", _running.Select(r => r.Host.Number))}");
        }
        _running.Add((host, host.Loop, instance));
    }

    public void Stopped(object instance) => _running.RemoveAll(r => ReferenceEquals(r.Instance, instance));
}
