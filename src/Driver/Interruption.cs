using System.Runtime.InteropServices;

namespace Muster.Driver;

/// <summary>
/// Turns Ctrl-C, SIGTERM and a closed terminal into one cancellation, so that every command ends what it started before it exits.
/// A second Ctrl-C while things are being ended asks for haste.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _haste = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Note(context, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Note(context, 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Note(context, 1)),
        ];
    }

    /// <summary>Cancelled by the first signal: stop what is going on.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Cancelled by the second signal: do not wait for anything any more.</summary>
    public CancellationToken Haste => _haste.Token;

    /// <summary>Zero until a signal came.</summary>
    public int Signal { get; private set; }

    public int ExitCode => Driver.ExitCode.OfSignal(Signal);

    private void Note(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        if (Signal == 0)
        {
            Signal = signal;
            _ending.Cancel();
        }
        else
        {
            _haste.Cancel();
        }
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _ending.Dispose();
        _haste.Dispose();
    }
}
