namespace Muster.Actors.Hosting;

/// <summary>The one place that decides that a host ends: whoever asks first gives the exit code and the reason.</summary>
public sealed class HostEnd
{
    private readonly TaskCompletionSource<(ExitCode Code, string Reason)> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when someone asked.</summary>
    public Task<(ExitCode Code, string Reason)> Asked => _asked.Task;

    /// <summary>Asks for the end. Later calls change nothing.</summary>
    public void Ask(ExitCode code, string reason) => _asked.TrySetResult((code, reason));
}
