using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;
using Muster.Messages;
using Serilog;

namespace Muster.Actors.Hosting;

/// <summary>
/// The life of a host process: options, settings, log, actor system, join, the role's actors, one line on stdout when it is ready, and an end that is
/// bounded whatever happens.
/// </summary>
public static class HostProgram
{
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AccessFilePoll = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a host until its end and returns its exit code.</summary>
    /// <param name="role">The role of this program.</param>
    /// <param name="args">The command line.</param>
    public static async Task<int> Run(string role, string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            Console.WriteLine(HostOptions.Usage(role));
            return (int)ExitCode.Stopped;
        }
        if (HostOptions.Parse(role, args, out var error) is not { } options)
        {
            Console.Error.WriteLine(error);
            Console.Error.WriteLine(HostOptions.Usage(role));
            return (int)ExitCode.BadOptions;
        }
        try
        {
            Directory.CreateDirectory(options.RunDirectory);
            Directory.CreateDirectory(options.LogDirectory);
            Log.Logger = HostLog.Open(options);
            return (int)await Live(options);
        }
        catch (Exception e) when (e is InvalidDataException or ConfigurationException)
        {
            Console.Error.WriteLine(e.Message);
            return (int)ExitCode.BadOptions;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The run directory {options.RunDirectory} cannot be used: {e.Message}");
            return (int)ExitCode.CannotStart;
        }
        catch (Exception e)
        {
            // The one place where everything else ends: the log has the whole story.
            Log.Fatal(e, "The host ends by a fault in the program");
            return (int)ExitCode.Fault;
        }
        finally
        {
            await Log.CloseAndFlushAsync();
        }
    }

    private static async Task<ExitCode> Live(HostOptions options)
    {
        var clock = Stopwatch.StartNew();
        var end = new HostEnd();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => OnSignal(c, end, "SIGTERM"));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => OnSignal(c, end, "SIGINT"));
        if (options.ExitWithParent)
            WatchParent(end);

        if (CreateSystem(options) is not { } system)
            return ExitCode.CannotStart;
        system.WhenTerminated.ContinueWith(
            _ => end.Ask(ExitCode.ClusterLost, "The host was taken out of the cluster."),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default).Forget();

        var cluster = Cluster.Get(system);
        if (await Join(options, cluster, end) is { } code)
        {
            await End(system, code);
            return code;
        }
        var leftBehind = new List<string>();
        try
        {
            system.ActorOf(HostControl.Props(options, end), NameOf(WellKnown.Host));
            if (options.Has(WellKnown.SeedRole))
                CoordinatorActors.Start(system, options, end);
            if (options.Has(WellKnown.NodeRole))
                NodeActors.Start(system, options);
            leftBehind.Add(new HostFile(options.Name, Environment.ProcessId, Environment.MachineName, cluster.SelfAddress.ToString(), options.RoleText)
                .Write(options.RunDirectory));
            if (options.FormsCluster)
                leftBehind.Add(AccessFile.PathIn(options.RunDirectory));
            if (options.Insecure && !HostOptions.IsLoopback(options.ListenAt))
                system.Log.Insecure(cluster.SelfAddress.ToString());
            system.Log.Ready(options.Name, options.RoleText, cluster.SelfAddress, clock.Elapsed.TotalSeconds);
            Console.WriteLine($"ready {options.RoleText} {options.Name} {cluster.SelfAddress} pid {Environment.ProcessId}");

            var asked = await end.Asked;
            system.Log.Ending(options.Name, asked.Reason);
            if (asked.Code != ExitCode.Stopped)
                Console.Error.WriteLine(asked.Reason);
            await End(system, asked.Code);
            return asked.Code;
        }
        finally
        {
            leftBehind.ForEach(File.Delete);
        }
    }

    /// <summary>The last part of an actor's path.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static ActorSystem? CreateSystem(HostOptions options)
    {
        try
        {
            return ActorSystem.Create(WellKnown.SystemName, HostSettings.Load(options));
        }
        catch (Exception e) when (FindSocketFault(e) is { } fault)
        {
            Console.Error.WriteLine(fault.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Port {options.Port} at {options.ListenAt} is taken by another process. Name another with --port, or leave it out for any free one."
                : $"The host cannot listen at {options.ListenAt}:{options.Port}: {fault.Message}.");
            return null;
        }
    }

    private static SocketException? FindSocketFault(Exception e) => e switch
    {
        SocketException socket => socket,
        AggregateException many => many.InnerExceptions.Select(FindSocketFault).FirstOrDefault(f => f is not null),
        _ => e.InnerException is { } inner ? FindSocketFault(inner) : null,
    };

    // Null when the host is a member now.
    private static async Task<ExitCode?> Join(HostOptions options, Cluster cluster, HostEnd end)
    {
        var seed = options.FormsCluster ? cluster.SelfAddress : await FindSeed(options, end);
        if (end.Asked.IsCompleted)
            return (await end.Asked).Code;
        if (seed is null)
        {
            Console.Error.WriteLine(options.Seed is { } given
                ? $"No cluster found: nobody listens at {given}. Start the seed host first, or check the address."
                : $"No cluster found: within {JoinPatience.TotalSeconds:0} s no {AccessFile.PathIn(options.RunDirectory)} of a living seed host appeared. Start the seed host with the same --run-dir, or name it with --seed.");
            return ExitCode.CannotJoin;
        }
        using var joining = new CancellationTokenSource(JoinPatience);
        var join = cluster.JoinSeedNodesAsync([seed], joining.Token);
        await Task.WhenAny(join, end.Asked);
        if (end.Asked.IsCompleted)
            return (await end.Asked).Code;
        if (join.IsCompletedSuccessfully)
            return null;
        Console.Error.WriteLine($"The cluster at {seed} did not let this host in within {JoinPatience.TotalSeconds:0} s: "
            + (await ProcessProbe.IsRefused(seed, ProbePatience)
                ? "nobody listens there. The seed host has ended; start the cluster again."
                : "someone listens there but does not answer. Check that it is the seed host of the same version and that it can connect back to this host."));
        return ExitCode.CannotJoin;
    }

    // An access file may be left over from a cluster that is gone: only one whose seed listens counts.
    private static async Task<Address?> FindSeed(HostOptions options, HostEnd end)
    {
        var patience = Stopwatch.StartNew();
        while (!end.Asked.IsCompleted && patience.Elapsed < JoinPatience)
        {
            var text = options.Seed ?? AccessFile.TryRead(options.RunDirectory)?.Seed;
            if (text is not null && !await ProcessProbe.IsRefused(Address.Parse(text), ProbePatience))
                return Address.Parse(text);
            await Task.WhenAny(end.Asked, Task.Delay(AccessFilePoll));
        }
        return null;
    }

    private static async Task End(ActorSystem system, ExitCode code)
    {
        // Nobody is left to take leave of a cluster that is lost.
        var shutdown = code == ExitCode.ClusterLost
            ? CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterDowningReason.Instance, CoordinatedShutdown.PhaseClusterShutdown)
            : CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        if (await Task.WhenAny(shutdown, Task.Delay(EndPatience)) != shutdown)
            Console.Error.WriteLine($"The host did not end in order within {EndPatience.TotalSeconds:0} s; it is ended now.");
    }

    private static void OnSignal(PosixSignalContext context, HostEnd end, string signal)
    {
        context.Cancel = true;
        end.Ask(ExitCode.Stopped, $"{signal} came.");
    }

    // A thread of its own: standard input has no read that can be given up.
    private static void WatchParent(HostEnd end)
    {
        var watch = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            var buffer = new byte[256];
            while (input.Read(buffer) > 0)
            {
            }
            end.Ask(ExitCode.Stopped, "The parent process is gone.");
        })
        {
            IsBackground = true,
            Name = "parent-watch",
        };
        watch.Start();
    }

    private static void Forget(this Task task) => _ = task;
}
