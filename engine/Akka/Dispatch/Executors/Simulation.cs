using Akka.Actor;
using Akka.Actor.Setup;

namespace Akka.Dispatch;

/// <summary>One thread and one clock for any number of actor systems: what they do is decided by the seed alone.</summary>
internal interface ISimulationLoop
{
    void Enqueue(IRunnable run);

    IScheduler Scheduler { get; }
}

/// <summary>Makes a system run all its dispatchers and timers on a simulation's loop.</summary>
internal sealed class SimulationSetup(ISimulationLoop loop) : Setup
{
    internal ISimulationLoop Loop { get; } = loop;
}

internal sealed class SimulatedExecutor(string id, ISimulationLoop loop) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => loop.Enqueue(run);

    public override void Shutdown() { }
}
