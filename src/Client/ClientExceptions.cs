using Muster.Messages.Workflow;

namespace Muster.Client;

/// <summary>The cluster does not answer any more, or never did.</summary>
public sealed class ClusterLostException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>The cluster understood the request and declines it.</summary>
public sealed class RequestRefusedException(RefusalCode code, string reason) : Exception(reason)
{
    /// <summary>What kind of refusal it is.</summary>
    public RefusalCode Code { get; } = code;
}

/// <summary>Driver and cluster are of different versions and do not understand each other here.</summary>
public sealed class VersionMismatchException(string message) : Exception(message);
