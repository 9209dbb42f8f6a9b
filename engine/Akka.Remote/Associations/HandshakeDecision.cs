namespace Akka.Remote.Associations;

/// <summary>What an association knows at the moment a handshake with its remote system completes.</summary>
/// <param name="Quarantined">Whether the very incarnation that answers is quarantined.</param>
internal readonly record struct AssociationView(
    int? KnownUid, bool Quarantined, bool Connecting, bool HasWriteLink, bool WriteLinkInbound, bool HasReadLink, bool UsePassiveConnections);

internal enum HandshakeVerdict
{
    /// <summary>The remote incarnation is quarantined: say so and close.</summary>
    RefuseQuarantined,
    /// <summary>We send on this link.</summary>
    UseForWriting,
    /// <summary>We only read from it (and acknowledge on it): the other side opened it to write.</summary>
    UseForReading,
}

/// <param name="Verdict">What becomes of the new link.</param>
/// <param name="NewIncarnation">The remote system was restarted: links, numbering and watches of the old one are void.</param>
/// <param name="ReplaceReadLink">An older link the peer wrote on is closed in favour of the new one.</param>
internal readonly record struct HandshakeOutcome(HandshakeVerdict Verdict, bool NewIncarnation = false, bool ReplaceReadLink = false);

/// <summary>
/// Decides the fate of a link whose handshake is complete, for both sides and for crossing connections: when both sides open at once, both
/// links stay and each side sends on the one it opened.
/// </summary>
internal static class HandshakeDecision
{
    public static HandshakeOutcome Decide(in AssociationView view, bool inbound, int remoteUid)
    {
        if (view.Quarantined)
            return new HandshakeOutcome(HandshakeVerdict.RefuseQuarantined);

        var newIncarnation = view.KnownUid is { } known && known != remoteUid;
        if (newIncarnation)
        {
            // Nothing of the old incarnation is worth keeping, so the new link takes every role; an attempt of our own that is still under way
            // was meant for the old one and can hang until its time-out.
            return new HandshakeOutcome(inbound && !view.UsePassiveConnections ? HandshakeVerdict.UseForReading : HandshakeVerdict.UseForWriting, true);
        }

        if (!inbound)
            return new HandshakeOutcome(HandshakeVerdict.UseForWriting);

        // Our own connection attempt is under way: it will carry what we send.
        if (view.Connecting || !view.UsePassiveConnections)
            return new HandshakeOutcome(HandshakeVerdict.UseForReading, false, view.HasReadLink);
        if (!view.HasWriteLink)
            return new HandshakeOutcome(HandshakeVerdict.UseForWriting);
        // The peer opened a further connection although it had one: it writes, and surely reads, on the newest.
        return view.WriteLinkInbound
            ? new HandshakeOutcome(HandshakeVerdict.UseForWriting)
            : new HandshakeOutcome(HandshakeVerdict.UseForReading, false, view.HasReadLink);
    }
}
