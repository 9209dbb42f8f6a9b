namespace Muster.Actors.Hosting;

/// <summary>The one place that decides that a host ends: whoever asks first gives the exit code and the reason.</summary>
public sealed class HostEnd
{
    private readonly TaskCompletionSource<(ExitCode Code, string Reason, bool TakesLeave)> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when someone asked.</summary>
    public Task<(ExitCode Code, string Reason, bool TakesLeave)> Asked => _asked.Task;

    /// <summary>Asks for the end. Later calls change nothing.</summary>
    /// <param name="code">Exit code.</param>
    /// <param name="reason">In words.</param>
    /// <param name="takesLeave">False when nobody is left to take leave of: the cluster is lost, or every host ends now.</param>
    public void Ask(ExitCode code, string reason, bool takesLeave = true) => _asked.TrySetResult((code, reason, takesLeave && code != ExitCode.ClusterLost));
}
