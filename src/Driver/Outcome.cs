using System.Runtime.CompilerServices;
using Muster.Client;

namespace Muster.Driver;

/// <summary>Turns a failure into words and an exit code.</summary>
internal static class Outcome
{
    // Apart from Cli, so that help and bad options load neither the client nor the actor engine.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Of(Exception failure, Terminal terminal)
    {
        switch (failure)
        {
            case Refusal refusal:
                terminal.Fail(refusal.Message, refusal.Details);
                return refusal.Code;
            case ClusterLostException lost:
                terminal.Fail(lost.Message);
                return ExitCode.ClusterLost;
            case RequestRefusedException refused:
                terminal.Fail(refused.Message);
                return ExitCode.Refused;
            case VersionMismatchException mismatch:
                terminal.Fail(mismatch.Message);
                return ExitCode.Refused;
            case UnauthorizedAccessException or IOException:
                terminal.Fail(failure.Message);
                return ExitCode.Refused;
            default:
                terminal.Fail("a defect of muster, please report it with this text:", failure.ToString().Split('\n'));
                return ExitCode.Defect;
        }
    }
}
