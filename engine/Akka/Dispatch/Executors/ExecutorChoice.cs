using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Dispatch;

/// <summary>Which executor a dispatcher's section asks for. A simulated system runs everything on its own loop instead.</summary>
internal static class ExecutorChoice
{
    internal static ExecutorServiceConfigurator For(Config config, IDispatcherPrerequisites prerequisites)
    {
        string name = config.GetString("executor", "default-executor");
        return name switch
        {
            "default-executor" when config.HasPath("dedicated-thread-pool") => Dedicated(config, prerequisites),
            null or "" or "default-executor" or "thread-pool-executor" or "fork-join-executor" or "task-executor" or "channel-executor" =>
                Make(config, prerequisites, id => new ThreadPoolExecutor(id)),
            "current-context-executor" => CurrentContext(config, prerequisites),
            _ => Simulated(prerequisites) != null
                ? Make(config, prerequisites, id => new ThreadPoolExecutor(id))
                : (ExecutorServiceConfigurator)ConfiguredType.Create(name, $"executor of dispatcher [{config.GetString("id")}]", config, prerequisites),
        };
    }

    internal static ExecutorServiceConfigurator Dedicated(Config config, IDispatcherPrerequisites prerequisites) =>
        Make(config, prerequisites, id =>
        {
            var pool = config.GetConfig("dedicated-thread-pool");
            int threads = pool?.GetInt("thread-count") ?? 0;
            return new DedicatedThreadsExecutor(id, threads > 0 ? threads : Math.Max(2, Environment.ProcessorCount),
                background: pool?.GetString("threadtype", "background") != "foreground");
        });

    internal static ExecutorServiceConfigurator SingleThread(Config config, IDispatcherPrerequisites prerequisites) =>
        Make(config, prerequisites, id => new DedicatedThreadsExecutor(id, 1, background: true));

    internal static ExecutorServiceConfigurator CurrentContext(Config config, IDispatcherPrerequisites prerequisites) =>
        Make(config, prerequisites, id => new SynchronizationContextExecutor(id));

    private static ExecutorServiceConfigurator Make(Config config, IDispatcherPrerequisites prerequisites, Func<string, ExecutorService> make)
    {
        var loop = Simulated(prerequisites);
        return new Configurator(config, prerequisites, loop == null ? make : id => new SimulatedExecutor(id, loop));
    }

    private static ISimulationLoop Simulated(IDispatcherPrerequisites prerequisites) =>
        prerequisites.Settings?.Setup?.Get<SimulationSetup>() is { HasValue: true } setup ? setup.Value.Loop : null;

    private sealed class Configurator(Config config, IDispatcherPrerequisites prerequisites, Func<string, ExecutorService> make)
        : ExecutorServiceConfigurator(config, prerequisites)
    {
        public override ExecutorService Produce(string id) => make(id);
    }
}
