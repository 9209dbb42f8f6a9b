using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs mailboxes on an executor; the usual one is .NET's thread pool.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly Lazy<ExecutorService> _executor;

    public Dispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout) : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _executor = new Lazy<ExecutorService>(() => executorServiceFactory.Produce(id));
    }

    internal ExecutorService Executor => _executor.Value;

    protected override void ExecuteTask(IRunnable run) => _executor.Value.Execute(run);

    protected override void Shutdown()
    {
        if (_executor.IsValueCreated) _executor.Value.Shutdown();
    }
}

/// <summary>One thread per actor; it ends with the actor.</summary>
public sealed class PinnedDispatcher : Dispatcher
{
    public PinnedDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout) { }

    internal override void OnDeserted() => Shutdown();
}

/// <summary>Runs on the synchronization context that was current when the dispatcher was made.</summary>
public sealed class CurrentSynchronizationContextDispatcher : Dispatcher
{
    public CurrentSynchronizationContextDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput,
        long? throughputDeadlineTime, ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout) =>
        _ = Executor;
}

public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _instance = new Dispatcher(this, DispatcherSettings.Id(config), DispatcherSettings.Throughput(config),
            DispatcherSettings.Deadline(config), ConfigureExecutor(), DispatcherSettings.ShutdownTimeout(config));

    public override MessageDispatcher Dispatcher() => _instance;
}

internal sealed class ForkJoinDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public ForkJoinDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _instance = new Dispatcher(this, DispatcherSettings.Id(config), DispatcherSettings.Throughput(config),
            DispatcherSettings.Deadline(config), ExecutorChoice.Dedicated(config, prerequisites), DispatcherSettings.ShutdownTimeout(config));

    public override MessageDispatcher Dispatcher() => _instance;
}

internal sealed class PinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) { }

    public override MessageDispatcher Dispatcher() =>
        new PinnedDispatcher(this, DispatcherSettings.Id(Config), DispatcherSettings.Throughput(Config), DispatcherSettings.Deadline(Config),
            ExecutorChoice.SingleThread(Config, Prerequisites), DispatcherSettings.ShutdownTimeout(Config));
}

internal sealed class SynchronizedDispatcherConfigurator : MessageDispatcherConfigurator
{
    public SynchronizedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) { }

    public override MessageDispatcher Dispatcher() =>
        new CurrentSynchronizationContextDispatcher(this, DispatcherSettings.Id(Config), DispatcherSettings.Throughput(Config),
            DispatcherSettings.Deadline(Config), ExecutorChoice.CurrentContext(Config, Prerequisites), DispatcherSettings.ShutdownTimeout(Config));
}

/// <summary>What every kind of dispatcher reads from its section.</summary>
internal static class DispatcherSettings
{
    internal static string Id(Config config) => config.GetString("id");
    internal static int Throughput(Config config) => config.GetInt("throughput", MessageDispatcher.DefaultThroughput);
    internal static long? Deadline(Config config) => config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks;
    internal static TimeSpan ShutdownTimeout(Config config) => config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1));
}
