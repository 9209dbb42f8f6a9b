using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;
using Muster.Actors.Allocation;
using Muster.Actors.Logs;
using Muster.Actors.Logs.Forwarding;
using Muster.Messages;
using Serilog;

namespace Muster.Actors.Hosting;

/// <summary>
/// The life of a host process: options, settings, log, actor system, join, the role's actors, one line on stdout when it is ready, and an end that is
/// bounded whatever happens.
/// </summary>
public static class HostProgram
{
    /// <summary>How long an orderly leave takes at most, as a rule.</summary>
    internal static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(3);

    // A host says why it waits after the first, and ends after the second: seed and nodes of separate steps do not start at once.
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongJoinPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(8);
    private const int LeastThreads = 16;
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AccessFilePoll = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a host until its end and returns its exit code.</summary>
    /// <param name="kind">seed, node, or host for one that its place in a step makes either.</param>
    /// <param name="args">The command line.</param>
    public static async Task<int> Run(string kind, string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            Console.WriteLine(HostOptions.Usage(kind));
            return (int)ExitCode.Stopped;
        }
        if (args is ["settings", .. var wished])
            return Explain(kind, wished);
        // Cores may be few and shared with ranks; a pool that grows by one thread each half second would look like a host that hangs.
        ThreadPool.SetMinThreads(LeastThreads, LeastThreads);
        JobAllocation? allocation;
        try
        {
            allocation = AllocationReader.ReadOwn();
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine(e.Message);
            return (int)ExitCode.BadOptions;
        }
        if (HostOptions.Parse(kind, args, allocation, out var error) is not { } given)
        {
            Console.Error.WriteLine(error);
            Console.Error.WriteLine(HostOptions.Usage(kind));
            return (int)ExitCode.BadOptions;
        }
        var (placed, code, reason) = await HostPlace.FindAsync(given, kind);
        if (placed is not { } options)
        {
            Console.Error.WriteLine(reason);
            return (int)code;
        }
        try
        {
            Directory.CreateDirectory(options.RunDirectory);
            Directory.CreateDirectory(options.LogDirectory);
            var feed = new LogFeed();
            Log.Logger = HostLog.Open(options, feed);
            return (int)await Live(options, feed);
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

    // For `muster config show`: no host starts.
    private static int Explain(string kind, string[] args)
    {
        if (HostOptions.Parse(kind, args, null, out var error) is not { } options)
        {
            Console.Error.WriteLine(error);
            return (int)ExitCode.BadOptions;
        }
        foreach (var part in HostSettings.Explain(options))
            Console.WriteLine(part);
        return (int)ExitCode.Stopped;
    }

    private static async Task<ExitCode> Live(HostOptions options, LogFeed feed)
    {
        var clock = Stopwatch.StartNew();
        var end = new HostEnd();
        var watch = new Watch();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => OnSignal(c, options, end, watch, "SIGTERM"));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => OnSignal(c, options, end, watch, "SIGINT"));
        if (options.ExitWithParent)
            WatchParent(end);
        if (await Trust(options, end) is not { } trusted)
            return end.Asked.IsCompleted ? (await end.Asked).Code : ExitCode.CannotJoin;
        options = trusted with { Pbm = AdministrationDoor.Choose(trusted) };

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
            await End(system, takesLeave: code != ExitCode.ClusterLost);
            return code;
        }
        var leftBehind = new List<string>();
        try
        {
            var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            system.ActorOf(HostControl.Props(options, end, () => accepted.TrySetResult()), NameOf(WellKnown.Host));
            StartRoles(system, options, end);
            LogActors.StartForwarder(system, options.Name, feed, options.LogDirectory);
            AdministrationDoor.Open(system, options);
            if (options.Allocation is not null)
                watch.Actor = system.ActorOf(AllocationWatch.Props(options, end), "allocation");
            leftBehind.Add(new HostFile(options.Name, Environment.ProcessId, Environment.MachineName, cluster.SelfAddress.ToString(), options.RoleText, options.Pbm)
                .Write(options.RunDirectory));
            if (options.Insecure && !HostOptions.IsLoopback(options.ListenAt))
                system.Log.Insecure(cluster.SelfAddress.ToString());
            if (await IsAccepted(accepted.Task, end))
            {
                system.Log.Ready(options.Name, options.RoleText, cluster.SelfAddress, clock.Elapsed.TotalSeconds);
                Console.WriteLine($"ready {options.RoleText} {options.Name} {cluster.SelfAddress} pid {Environment.ProcessId}");
            }

            var asked = await end.Asked;
            system.Log.Ending(options.Name, asked.Reason);
            if (asked.Code != ExitCode.Stopped)
                Console.Error.WriteLine(asked.Reason);
            await End(system, asked.TakesLeave);
            return asked.Code;
        }
        finally
        {
            leftBehind.ForEach(File.Delete);
        }
    }

    // Ready is who can be given runs. Without a coordinator the host waits for one, and ends as it would at any other time.
    private static async Task<bool> IsAccepted(Task accepted, HostEnd end)
    {
        if (await Task.WhenAny(accepted, end.Asked, Task.Delay(JoinPatience)) is var first && first != accepted && first != end.Asked)
            Console.Error.WriteLine($"This host is a member of the cluster, but no coordinator has taken it in within {JoinPatience.TotalSeconds:0} s. Waiting for one: see the seed host's log.");
        return await Task.WhenAny(accepted, end.Asked) == accepted;
    }

    private static void StartRoles(ActorSystem system, HostOptions options, HostEnd end)
    {
        if (options.Has(WellKnown.SeedRole))
            CoordinatorActors.Start(system, options, end);
        if (options.Has(WellKnown.NodeRole))
            NodeActors.Start(system, options);
    }

    // The certificates of the run: the seed makes them, the others read them in its access file. Null when there is no such file.
    private static async Task<HostOptions?> Trust(HostOptions options, HostEnd end)
    {
        if (options.FormsCluster)
        {
            return options with
            {
                Trust = options.NeedsTrust ? AccessTrust.Create(Path.GetFileName(options.RunDirectory), TimeProvider.System.GetUtcNow()) : null,
                Token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLowerInvariant(),
            };
        }
        if (!options.NeedsTrust)
            return options;
        if (await FindSeed(options, end) is null)
        {
            if (!end.Asked.IsCompleted)
                SayNoSeed(options);
            return null;
        }
        var access = AccessFile.TryRead(options.RunDirectory);
        if (access?.Trust is null && options.Seed is not null)
            throw new InvalidDataException($"{AccessFile.PathIn(options.RunDirectory)} holds no certificates, and beyond loopback the seed asks for them. Give this host the run directory of the seed, or start all hosts with --insecure.");
        return options with { Trust = access?.Trust, Token = access?.Token ?? "" };
    }

    /// <summary>The last part of an actor's path.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static ActorSystem? CreateSystem(HostOptions options)
    {
        try
        {
            return options.Trust is { } trust
                ? trust.Use(settings => ActorSystem.Create(WellKnown.SystemName, HostSettings.Load(options, settings)))
                : ActorSystem.Create(WellKnown.SystemName, HostSettings.Load(options, Config.Empty));
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
            SayNoSeed(options);
            return ExitCode.CannotJoin;
        }
        // A seed host that listens may only be busy: on a machine that starts many hosts at once its answer takes a while.
        using var joining = new CancellationTokenSource(LongJoinPatience);
        var join = cluster.JoinSeedNodesAsync([seed], joining.Token);
        if (await Task.WhenAny(join, end.Asked, Task.Delay(JoinPatience)) is var first && first != join && first != end.Asked)
        {
            if (await ProcessProbe.IsRefused(seed, ProbePatience))
                await joining.CancelAsync();
            else
                Console.Error.WriteLine($"The cluster at {seed} has not let this host in within {JoinPatience.TotalSeconds:0} s. Waiting for it, {LongJoinPatience.TotalSeconds:0} s in all.");
        }
        await Task.WhenAny(join, end.Asked);
        if (end.Asked.IsCompleted)
            return (await end.Asked).Code;
        if (join.IsCompletedSuccessfully)
            return null;
        Console.Error.WriteLine($"The cluster at {seed} did not let this host in: "
            + (await ProcessProbe.IsRefused(seed, ProbePatience)
                ? "nobody listens there. The seed host has ended; start the cluster again."
                : "someone listens there but does not answer. Check that it is the seed host of the same version and that it can connect back to this host."));
        return ExitCode.CannotJoin;
    }

    // An access file may be left over from a cluster that is gone: only one whose seed listens counts.
    private static async Task<Address?> FindSeed(HostOptions options, HostEnd end)
    {
        var patience = Stopwatch.StartNew();
        var told = false;
        while (!end.Asked.IsCompleted && patience.Elapsed < (options.Allocation is null ? JoinPatience : LongJoinPatience))
        {
            if (patience.Elapsed > JoinPatience && !told)
            {
                told = true;
                Console.Error.WriteLine($"{WhyNoSeed(options)} Waiting for it, {LongJoinPatience.TotalSeconds:0} s in all.");
            }
            var text = options.Seed ?? AccessFile.TryRead(options.RunDirectory)?.Seed;
            if (text is not null && !await ProcessProbe.IsRefused(Address.Parse(text), ProbePatience))
                return Address.Parse(text);
            await Task.WhenAny(end.Asked, Task.Delay(AccessFilePoll));
        }
        return null;
    }

    private static void SayNoSeed(HostOptions options) => Console.Error.WriteLine(WhyNoSeed(options)
        + (options.Seed is null ? " Start the seed host with the same --run-dir, or name it with --seed." : " Start the seed host first, or check the address."));

    private static string WhyNoSeed(HostOptions options)
    {
        if (options.Seed is { } given)
            return $"No cluster found: nobody listens at {given}.";
        var path = AccessFile.PathIn(options.RunDirectory);
        return AccessFile.TryRead(options.RunDirectory) is { } access
            ? $"No cluster found: {path} is of a cluster that has ended: nobody listens at {access.Seed} (pid {access.SeedPid} on {access.SeedMachine})."
            : $"No cluster found: there is no {path} of a living seed host yet.";
    }

    private static async Task End(ActorSystem system, bool takesLeave)
    {
        var shutdown = takesLeave
            ? CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance)
            : CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterDowningReason.Instance, CoordinatedShutdown.PhaseClusterShutdown);
        if (await Task.WhenAny(shutdown, Task.Delay(EndPatience)) != shutdown)
            Console.Error.WriteLine($"The host did not end in order within {EndPatience.TotalSeconds:0} s; it is ended now.");
    }

    private static void OnSignal(PosixSignalContext context, HostOptions options, HostEnd end, Watch watch, string signal)
    {
        context.Cancel = true;
        // In a step SIGTERM is the batch system's word that the job is at its end, for all hosts at once.
        if (signal == "SIGTERM" && options.Allocation?.Step is not null && watch.Actor is { } actor)
            actor.Tell(new AllocationWatch.Drain("SIGTERM came: the batch system ends the job.", ExitCode.Drained), ActorRefs.NoSender);
        else
            end.Ask(ExitCode.Stopped, $"{signal} came.");
    }

    /// <summary>Where signals go once the host's actors are there.</summary>
    private sealed class Watch
    {
        public volatile IActorRef? Actor;
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
            end.Ask(ExitCode.Stopped, "The parent process is gone.", takesLeave: false);
        })
        {
            IsBackground = true,
            Name = "parent-watch",
        };
        watch.Start();
    }

    private static void Forget(this Task task) => _ = task;
}
