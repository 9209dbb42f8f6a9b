namespace Muster.Driver.Doctor;

/// <summary>One thing that was looked for.</summary>
/// <param name="Subject">What was looked for.</param>
/// <param name="State">Found, found wanting, or missing and needed.</param>
/// <param name="Found">What was found, in words.</param>
/// <param name="Cost">What its absence costs and how to get it; empty when all is well.</param>
internal sealed record Finding(string Subject, FindingState State, string Found, string Cost = "")
{
    /// <summary>Only what every run needs makes the doctor fail.</summary>
    public static int ExitCodeOf(IEnumerable<Finding> findings) =>
        findings.Any(finding => finding.State == FindingState.Broken) ? ExitCode.RunFailed : ExitCode.Done;
}

internal enum FindingState
{
    Good,

    /// <summary>Some feature is not available.</summary>
    Lacking,

    /// <summary>No run can start.</summary>
    Broken,
}
