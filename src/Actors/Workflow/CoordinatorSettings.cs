using Akka.Actor;
using Muster.Actors.Store;
using Muster.Actors.Store.Postgres;

namespace Muster.Actors.Workflow;

/// <summary>What the coordinator needs to know of its host.</summary>
public sealed record CoordinatorSettings
{
    /// <summary>Name of the coordinator's host.</summary>
    public required string Host { get; init; }

    /// <summary>The run directory: where runs without a cwd of their own start.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Folder of the store.</summary>
    public required string StoreDirectory { get; init; }

    /// <summary>Where the rows are kept.</summary>
    public required IRowStore Rows { get; init; }

    /// <summary>Where the catalogue is kept; null = in the store's folder.</summary>
    public PostgresStore? Database { get; init; }

    /// <summary>How long and how much the store keeps.</summary>
    public StoreBounds Bounds { get; init; } = StoreBounds.None;

    /// <summary>Called with the reason when the coordinator cannot work at all: its host should end.</summary>
    public required Action<string> OnUnusable { get; init; }

    /// <summary>What keeps the access file for a coordinator of that epoch: it lives where the coordinator does. Null = nobody.</summary>
    public Func<long, Props>? Access { get; init; }

    /// <summary>
    /// How long a host may be silent before it counts as lost, in time since it became unreachable. Lower ends runs of a dead host sooner; higher
    /// spares runs of a host that is only busy. A host whose process end was seen is lost at once.
    /// Hosts set the stable-after of their downing here: who is told to ride out longer cuts of the network must not lose hosts to the coordinator before that.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a run may wait for slots that the nodes left do not have.</summary>
    public TimeSpan NodePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the other hosts have to leave when the cluster stops, before the coordinator's own host goes too.</summary>
    public TimeSpan LeavePatience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Runs of submissions with more runs than this get parser and result actor when they print something, and none when they do not.</summary>
    public int LateStreams { get; init; } = 100;

    /// <summary>Bounds of a run's waits.</summary>
    public RunMachine.Limits Limits { get; init; } = RunMachine.Limits.Default;
}
