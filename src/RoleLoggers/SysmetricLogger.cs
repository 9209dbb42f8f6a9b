namespace Muster.RoleLoggers;

/// <summary>
/// Sends what the machine is doing, once in a while: `SYS_` and its name, port 9100. Every message of it carries the thirteen values, its own words about beginning and end too.
/// </summary>
public sealed class SysmetricLogger : RoleLogger
{
    /// <summary>Where the server listens for these.</summary>
    public const int UsualPort = 9100;

    /// <summary>What <see cref="Terminate"/> answers when nothing was tracked.</summary>
    public const int NotTracking = -42;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private readonly SystemMetrics _metrics = SystemMetrics.OfThisMachine();
    private readonly Lock _probing = new();
    private CancellationTokenSource? _tracking;
    private Task _probes = Task.CompletedTask;

    /// <summary>The arguments are those of the other roles.</summary>
    public SysmetricLogger(
        string loggerName,
        string loggingVariant = LoggingVariants.Basic,
        string? server = null,
        int? port = null,
        LogLevel loggingLevel = LogLevel.Info,
        bool debuggingFields = false,
        IEnumerable<FilterFunction>? filterFunctions = null,
        IEnumerable<string>? censorKeys = null,
        string filePath = "",
        Delivery? delivery = null)
        : base("SYS_", UsualPort, loggerName, loggingVariant, server, port, loggingLevel, debuggingFields, filterFunctions, censorKeys, filePath, delivery)
    {
    }

    /// <summary>True between <see cref="Track"/> and <see cref="Terminate"/>.</summary>
    public bool IsTracking()
    {
        lock (_probing)
            return _tracking is not null;
    }

    /// <summary>Probes at once and every so many seconds from then on. A second call while it does so does nothing.</summary>
    /// <param name="filePath">File where this is called.</param>
    /// <param name="className">Class where this is called.</param>
    /// <param name="functionName">Function where this is called.</param>
    /// <param name="resolution">Seconds between probes.</param>
    /// <param name="more">Further fields of every probe.</param>
    public void Track(string filePath, string className, string functionName, double resolution = 1, params IEnumerable<(string Name, object? Value)> more)
    {
        if (!(resolution > 0) || resolution > 86_400)
            throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "Seconds between probes: above 0, at most a day.");
        var log = Log;
        List<(string, object?)> fields = [("resolution", resolution), ("ID_path", filePath), ("ID_class", className), ("ID_function", functionName), .. more];
        lock (_probing)
        {
            if (_tracking is not null)
                return;
            _tracking = new CancellationTokenSource();
            _probes = ProbeAsync(log, fields, TimeSpan.FromSeconds(resolution), _tracking.Token);
        }
    }

    /// <summary>Ends the probes. 0 when they were on, -42 when they were not.</summary>
    /// <exception cref="InvalidOperationException">The logger was never initialised.</exception>
    public int Terminate()
    {
        if (!IsInitialised())
            throw new InvalidOperationException($"Attempted to terminate logger {Name} before initialisation!");
        if (!Stop())
        {
            Log.Warning("Attempted to terminate in non-tracking state. Command skipped.");
            return NotTracking;
        }

        Log.Info("Sysmetric operations stopped.");
        Log.Info("Tracking terminated with exit code 0");
        return 0;
    }

    private protected override void OnDispose() => Stop();

    private protected override void AddFields(IDictionary<string, object?> fields)
    {
        lock (_metrics)
            _metrics.AddTo(fields, SystemTexts.Read());
    }

    private bool Stop()
    {
        CancellationTokenSource? tracking;
        lock (_probing)
        {
            tracking = _tracking;
            _tracking = null;
        }

        if (tracking is null)
            return false;
        tracking.Cancel();
        _probes.Wait(EndPatience);
        tracking.Dispose();
        return true;
    }

    private static async Task ProbeAsync(RoleLog log, List<(string, object?)> fields, TimeSpan resolution, CancellationToken end)
    {
        using var timer = new PeriodicTimer(resolution);
        try
        {
            do
                log.Info("Probed system's hardware usage successfully.", fields);
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
