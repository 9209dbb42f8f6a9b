namespace Muster.Actors.Hosting;

/// <summary>Exit codes of the host programs.</summary>
public enum ExitCode
{
    /// <summary>Ended as asked: a signal, <c>muster down</c>, or the end of the parent.</summary>
    Stopped = 0,

    /// <summary>A fault in the program; the log has it.</summary>
    Fault = 1,

    /// <summary>The command line or a settings file is wrong.</summary>
    BadOptions = 2,

    /// <summary>The port is taken or the run directory cannot be written.</summary>
    CannotStart = 3,

    /// <summary>The cluster was not found or did not let the host in.</summary>
    CannotJoin = 4,

    /// <summary>The host was taken out of the cluster, or the cluster is gone.</summary>
    ClusterLost = 5,

    /// <summary>The allocation is at its end: its time limit is near, or the batch system has sent SIGTERM. Runs were stopped and their rows are stored.</summary>
    Drained = 6,
}
