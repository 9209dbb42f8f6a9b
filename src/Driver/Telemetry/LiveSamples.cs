using System.Diagnostics;
using Muster.Messages.Telemetry;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Muster.Driver.Telemetry;

/// <summary>The last sample of each node, drawn again as samples come, at most ten times a second. Nodes stand in the order they first came.</summary>
internal sealed class LiveSamples(Func<IReadOnlyCollection<NodeSample>, IReadOnlyCollection<string>, TimeSpan, IRenderable> draw)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<NodeSample> _samples = [];
    private readonly HashSet<string> _silent = [];

    public void Take(NodeSample sample)
    {
        lock (_samples)
        {
            _silent.Remove(sample.Node);
            var place = _samples.FindIndex(s => s.Node == sample.Node);
            if (place < 0)
                _samples.Add(sample);
            else
                _samples[place] = sample;
        }
    }

    public void Silence(string node)
    {
        lock (_samples)
            _silent.Add(node);
    }

    public void Forget(string node)
    {
        lock (_samples)
            _samples.RemoveAll(s => s.Node == node);
    }

    /// <summary>Draws until the work is done; what is written to the terminal meanwhile goes above.</summary>
    public Task WhileAsync(Task work, IAnsiConsole console) => console.Live(new Text("")).AutoClear(false).StartAsync(async screen =>
    {
        while (!work.IsCompleted)
        {
            screen.UpdateTarget(Picture());
            await Task.WhenAny(work, Task.Delay(Pause)).ConfigureAwait(false);
        }
    });

    private IRenderable Picture()
    {
        lock (_samples)
            return draw([.. _samples], [.. _silent], _clock.Elapsed);
    }
}
