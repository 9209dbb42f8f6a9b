namespace Akka.Remote.Associations;

internal enum GateVerdict
{
    /// <summary>Connect now.</summary>
    Connect,
    /// <summary>The address failed a moment ago: the message is lost.</summary>
    Closed,
}

/// <summary>
/// A failed address is left alone for retry-gate-closed-for, so that a dead peer costs one connection attempt per period and not one per
/// message. A connection from the other side opens the gate early.
/// </summary>
internal static class Gate
{
    public static long CloseUntil(long now, TimeSpan retryGateClosedFor) => now + (long)retryGateClosedFor.TotalMilliseconds;

    public static GateVerdict Decide(long gatedUntil, long now) => now < gatedUntil ? GateVerdict.Closed : GateVerdict.Connect;

    /// <summary>
    /// Whether a gated or idle association must reconnect although nobody sends: system messages wait for it and are not given up yet.
    /// </summary>
    public static bool MustReconnect(int unacked, long gatedUntil, long now) => unacked > 0 && now >= gatedUntil;

    /// <summary>Whether system messages waited so long for a first contact that the peer has to be taken for gone.</summary>
    public static bool IsHopeless(int unacked, long disconnectedSince, TimeSpan initialDeliveryTimeout, long now) =>
        unacked > 0 && now - disconnectedSince >= (long)initialDeliveryTimeout.TotalMilliseconds;
}
