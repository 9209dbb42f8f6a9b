using System.Net;
using System.Security.Cryptography.X509Certificates;
using Akka;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Singleton;
using Muster.Actors.Logs.Forwarding;
using Muster.Actors.Logs.Gelf;
using Muster.Actors.Logs.Keeping;
using Muster.Actors.Logs.Streams;
using Muster.Messages;

namespace Muster.Actors.Logs;

/// <summary>The actors that bring every host's records to one place.</summary>
internal static class LogActors
{
    // The successor's journal shuts its predecessor out; it need not wait until that is surely gone.
    private static readonly TimeSpan RemovalMargin = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan InputsPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(1);

    /// <summary>On a host with the role seed: an aggregator, and the log store's singleton with the door for drivers. Answers the aggregator.</summary>
    public static IActorRef StartStore(ActorSystem system, string directory)
    {
        system.ActorOf(
            ClusterSingletonManager.Props(
                LogStore.Props(directory, LogBounds.Read(system.Settings.Config)),
                PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system).WithRole(WellKnown.SeedRole).WithRemovalMargin(RemovalMargin)),
            NameOf(WellKnown.LogStoreManager));
        var store = system.ActorOf(
            ClusterSingletonProxy.Props(WellKnown.LogStoreManager, ClusterSingletonProxySettings.Create(system).WithRole(WellKnown.SeedRole)),
            NameOf(WellKnown.LogsService));
        ClusterClientReceptionist.Get(system).RegisterService(store);
        return system.ActorOf(LogAggregator.Props(store, StreamRules.Default.Route), NameOf(WellKnown.LogAggregator));
    }

    /// <summary>The inputs for foreign records: before the store ends they take in what is under way.</summary>
    public static void StartInputs(ActorSystem system, IPAddress address, AccessTrust? trust, IActorRef aggregator)
    {
        var certificate = trust is null ? null : X509Certificate2.CreateFromPem(trust.Certificate, trust.Key);
        var inputs = system.ActorOf(GelfInputs.Props(new GelfSettings { Bind = address, Certificate = certificate }, aggregator), NameOf(WellKnown.LogInputs));
        // For who starts it by hand; programs read the access file.
        inputs.Ask<GelfInputsState>(GetGelfInputs.Instance, InputsPatience).ContinueWith(
            state =>
            {
                foreach (var input in state.Result.Inputs)
                    Console.WriteLine(input.Port == 0 ? $"input {input.Settings.Name} {Word(input)} does not listen: {input.Fault}" : $"input {input.Settings.Name} {Word(input)} {address}:{input.Port}{(input.Fault.Length > 0 ? ", " + input.Fault : "")}");
            },
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "drain-gelf", async () =>
        {
            await inputs.Ask<GelfDrained>(new DrainGelf(DrainPatience), DrainPatience + DrainPatience);
            return Done.Instance;
        });
    }

    /// <summary>On every host: its own records to the aggregators.</summary>
    public static void StartForwarder(ActorSystem system, string host, LogFeed feed, string logDirectory) =>
        system.ActorOf(
            LogForwarder.Props(host, feed, Path.Combine(logDirectory, "unsent", $"{host}-{Environment.ProcessId}.frames"), system.Settings.Config.GetByteSize("muster.logs.spool") ?? 0),
            NameOf(WellKnown.LogForwarder));

    private static string Word(GelfInputState input) => input.Settings.Transport.ToString().ToLowerInvariant();

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
