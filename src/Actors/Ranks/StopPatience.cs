using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>How long each signal of a stop has, in ms, before the next; after SIGKILL: before what hangs in the kernel is named and waited for no more.</summary>
public readonly record struct StopPatience(int Interrupt, int Terminate, int Kill)
{
    /// <summary>After SIGINT and SIGTERM when nobody says otherwise.</summary>
    public const int DefaultMs = 2000;

    /// <summary>After SIGKILL when nobody says otherwise: the kernel may have much memory to free.</summary>
    public const int DefaultKillMs = 10_000;

    /// <summary>What a run asked for: each signal's own, else the one for all, else the default.</summary>
    public static StopPatience Of(int forAll, StopPatiences? own)
    {
        var usual = forAll > 0 ? forAll : DefaultMs;
        return new StopPatience(
            own is { InterruptMs: > 0 } ? own.InterruptMs : usual,
            own is { TerminateMs: > 0 } ? own.TerminateMs : usual,
            own is { KillMs: > 0 } ? own.KillMs : DefaultKillMs);
    }

    /// <summary>How long a stop may take in all.</summary>
    public long TotalMs => (long)Interrupt + Terminate + Kill;
}
