using Akka.Actor;
using Akka.Event;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Transport;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>Links come and go: handshake, loss, quarantine, shutdown, the passing of time.</summary>
internal sealed partial class Association
{
    /// <summary>The handshake of <paramref name="link"/> is complete; false when the link was refused.</summary>
    public bool OnHandshake(Link link, int remoteUid)
    {
        var aftermath = new Aftermath();
        bool accepted;
        lock (_gate)
        {
            LastUsed = _remoting.Now;
            if (!link.Inbound && _opening != link)
                return false;
            var outcome = HandshakeDecision.Decide(View(remoteUid), link.Inbound, remoteUid);
            accepted = outcome.Verdict != HandshakeVerdict.RefuseQuarantined;
            if (accepted)
                Accept(link, remoteUid, outcome, aftermath);
            else
                Refuse(link, aftermath);
        }
        _remoting.Settle(this, aftermath);
        return accepted;
    }

    private void Accept(Link link, int remoteUid, in HandshakeOutcome outcome, Aftermath aftermath)
    {
        link.Phase = LinkPhase.Open;
        link.RemoteUid = remoteUid;
        if (outcome.NewIncarnation)
            ForgetIncarnation(link, aftermath);
        _uid = remoteUid;
        if (link == _opening)
            _opening = null;
        else if (outcome.NewIncarnation && outcome.Verdict == HandshakeVerdict.UseForWriting && _opening != null)
        {
            _opening.Phase = LinkPhase.Closed;
            _remoting.Links.Close(_opening, false);
            _opening = null;
        }

        if (outcome.ReplaceReadLink)
            EndLink(_read, CommandType.Disassociate);

        if (outcome.Verdict == HandshakeVerdict.UseForReading)
        {
            _read = link;
            _ackLink = link;
            if (outcome.ReplaceReadLink)
                SendAck();
            else
                DeferAck();
        }
        else
        {
            // What the peer still writes on the older link is read until it ends it.
            if (_write != null && _write != link)
            {
                if (_read != null && _read != link)
                    EndLink(_read, CommandType.Disassociate);
                _read = _write;
            }
            Activate(link, aftermath);
        }
        aftermath.Publish(new AssociatedEvent(_remoting.DefaultAddress, Remote, link.Inbound));
    }

    private void Activate(Link link, Aftermath aftermath)
    {
        if (_read == link)
            _read = null;
        _write = link;
        _gatedUntil = 0;
        _orderedAmongUserFrames = false;
        SendWaitingControl(link, aftermath);
        if (link.Phase != LinkPhase.Open)
            return;
        Resend(link, _remoting.Now, int.MaxValue);
        Refill(link, aftermath);
    }

    private void Refuse(Link link, Aftermath aftermath)
    {
        EndLink(link, CommandType.DisassociateQuarantined);
        if (link != _opening)
            return;
        _opening = null;
        CloseGate("this incarnation of the remote system is quarantined: it must be restarted", aftermath);
    }

    /// <summary>The peer was restarted: its links are void, and so is everything numbered for the old incarnation.</summary>
    private void ForgetIncarnation(Link link, Aftermath aftermath)
    {
        _quarantined[_uid.GetValueOrDefault()] = _remoting.Now;
        if (_write != null && _write != link)
        {
            EndLink(_write, CommandType.Disassociate);
            aftermath.Publish(new DisassociatedEvent(_remoting.DefaultAddress, Remote, _write.Inbound));
        }
        if (_read != null && _read != link)
            EndLink(_read, CommandType.Disassociate);
        _write = _read = _hot = null;
        var dropped = _sent.Reset();
        _received.Reset();
        _resendAt = long.MaxValue;
        _ackDue = false;
        _remoting.Log.Info("{0} was restarted (a new uid answers); {1} system messages to the old incarnation are void.", Remote, dropped);
    }

    /// <summary>A link of this association is gone, or an attempt to connect failed.</summary>
    public void OnClosed(Link link, LinkEnd end)
    {
        var aftermath = new Aftermath();
        lock (_gate)
        {
            var wasOpen = link.Phase == LinkPhase.Open;
            link.Phase = LinkPhase.Closed;
            if (_ackLink == link)
                _ackLink = null;
            if (link == _opening)
            {
                _opening = null;
                Stats.LastError = end.Reason;
                if (_read is { Phase: LinkPhase.Open })
                    Activate(_read, aftermath);
                else
                    CloseGate(end.Reason, aftermath);
                aftermath.Publish(new AssociationErrorEvent(
                    new InvalidAssociationException($"Cannot associate with {Remote}: {end.Reason}.", end.Cause), _remoting.DefaultAddress, Remote, false, LogLevel.WarningLevel));
            }
            else if (link == _read)
            {
                _read = null;
            }
            else if (link == _write)
            {
                _write = _hot = null;
                _disconnectedSince = _remoting.Now;
                if (_read is { Phase: LinkPhase.Open })
                    Activate(_read, aftermath);
                else if (_opening == null)
                    CloseGate(end.Reason, aftermath);
            }
            if (wasOpen)
            {
                Stats.LastError = end.Reason;
                aftermath.Publish(new DisassociatedEvent(_remoting.DefaultAddress, Remote, link.Inbound));
            }
        }
        _remoting.Settle(this, aftermath);
    }

    /// <summary>Under the lock: no attempt for a while; user messages that waited are lost, system messages are kept.</summary>
    private void CloseGate(string reason, Aftermath aftermath)
    {
        Stats.LastError = reason;
        _gatedUntil = Gate.CloseUntil(_remoting.Now, _remoting.Settings.RetryGateClosedFor);
        LoseWaiting(reason, aftermath);
    }

    private void LoseWaiting(string reason, Aftermath aftermath)
    {
        while (_waiting.TryDequeue(out var waiting))
            if (waiting.Frame == null)
                aftermath.Lose(waiting, reason);
    }

    /// <summary>Says a last word on a link and closes it once that is sent.</summary>
    private void EndLink(Link link, CommandType lastWord, bool afterUserFrames = false)
    {
        link.Phase = LinkPhase.Closed;
        Span<byte> frame = stackalloc byte[FrameEncoder.ControlFrameSize];
        FrameEncoder.WriteControl(frame, lastWord);
        Append(link, !afterUserFrames, frame);
        _remoting.Links.Close(link, true);
    }

    public void Quarantine(int? uid, string reason)
    {
        var aftermath = new Aftermath();
        lock (_gate)
            QuarantineLocked(uid, aftermath, reason);
        _remoting.Settle(this, aftermath);
    }

    private void QuarantineLocked(int? uid, Aftermath aftermath, string reason)
    {
        if (uid == null)
        {
            // Without a uid nothing can be said about incarnations: only the address is left alone for a while.
            EndLinks();
            CloseGate(reason, aftermath);
            return;
        }
        if (!_quarantined.TryAdd(uid.Value, _remoting.Now))
            return;
        Stats.LastError = reason;
        _remoting.Log.Warning(
            "Quarantined {0} (uid {1}): {2}. It has to be restarted before it can talk to this system again.", Remote, uid.Value, reason);
        if (_uid == uid)
        {
            EndLinks();
            _sent.Reset();
            _received.Reset();
            _resendAt = long.MaxValue;
            CloseGate(reason, aftermath);
            aftermath.Publish(new DisassociatedEvent(_remoting.DefaultAddress, Remote, false));
        }
        aftermath.Publish(new QuarantinedEvent(Remote, uid.Value));
    }

    private void EndLinks()
    {
        if (_write != null)
            EndLink(_write, CommandType.Disassociate);
        if (_read != null)
            EndLink(_read, CommandType.Disassociate);
        if (_opening != null)
        {
            _opening.Phase = LinkPhase.Closed;
            _remoting.Links.Close(_opening, false);
        }
        _write = _read = _opening = _hot = null;
    }

    /// <summary>This system ends: the reason goes out behind what is with the transport; what is not is lost.</summary>
    public void Shutdown()
    {
        var aftermath = new Aftermath();
        lock (_gate)
        {
            _hot = null;
            LoseWaiting("this system has ended", aftermath);
            if (_write != null)
                EndLink(_write, CommandType.DisassociateShuttingDown, true);
            if (_read != null)
                EndLink(_read, CommandType.DisassociateShuttingDown);
            if (_opening != null)
                _remoting.Links.Close(_opening, false);
            _write = _read = _opening = null;
        }
        _remoting.Settle(this, aftermath);
    }

    /// <summary>
    /// A message could not be serialized. As peers expect of each other, that ends the association: what was sent before it goes out, what
    /// comes next is lost until the gate opens.
    /// </summary>
    private void EndOver(object message, Aftermath aftermath)
    {
        if (_write == null)
            return;
        var (inbound, reason) = (_write.Inbound, $"a {message.GetType()} could not be serialized");
        EndLink(_write, CommandType.Disassociate, true);
        if (_read != null)
            EndLink(_read, CommandType.Disassociate);
        _write = _read = _hot = null;
        _disconnectedSince = _remoting.Now;
        aftermath.Publish(new AssociationErrorEvent(
            new InvalidAssociationException($"The association with {Remote} ends: {reason}. The address is gated for {_remoting.Settings.RetryGateClosedFor.TotalSeconds:0.#} s."),
            _remoting.DefaultAddress, Remote, inbound, LogLevel.ErrorLevel));
        aftermath.Publish(new DisassociatedEvent(_remoting.DefaultAddress, Remote, inbound));
        CloseGate(reason, aftermath);
    }

    /// <summary>Heartbeats, resends, retries and timeouts; called twice a second.</summary>
    public void OnTick(long now)
    {
        var aftermath = new Aftermath();
        Link silent = null;
        lock (_gate)
        {
            if (_write != null)
                silent = Beat(_write, now);
            if (_read != null)
                silent = Beat(_read, now) ?? silent;
            if (_write != null)
            {
                if (now >= _resendAt)
                    Resend(_write, now, _remoting.Settings.SysResendLimit);
            }
            else if (_opening == null && !_remoting.IsShutdown)
            {
                if (Gate.IsHopeless(_sent.Count, _disconnectedSince, _remoting.Settings.InitialSysMsgDeliveryTimeout, now))
                    GiveUp(aftermath);
                else if (Gate.MustReconnect(_sent.Count, _gatedUntil, now))
                    StartConnecting();
            }
        }
        lock (_gate)
        {
            QuarantineAfterSilence(now, aftermath);
            PruneQuarantine(now);
        }
        _remoting.Settle(this, aftermath);
        if (silent != null)
            _remoting.End(silent, new LinkEnd($"nothing was received for {(now - silent.LastReceived) / 1000} s"));
    }

    /// <summary>An incarnation that nobody could reach for so long must not come back with what it remembers of this system.</summary>
    private void QuarantineAfterSilence(long now, Aftermath aftermath)
    {
        var limit = _remoting.Settings.QuarantineSilentSystemTimeout;
        if (_uid is { } uid && _write == null && _read == null && _opening == null && !_quarantined.ContainsKey(uid)
            && now - _disconnectedSince >= (long)limit.TotalMilliseconds)
            QuarantineLocked(uid, aftermath, $"nothing was heard of it for {limit} (akka.remote.quarantine-after-silence)");
    }

    /// <summary>Forgets incarnations that were quarantined long ago: they are taken for restarted since.</summary>
    private void PruneQuarantine(long now)
    {
        if (_quarantined.Count == 0 || _remoting.Settings.QuarantineDuration is not { } duration)
            return;
        foreach (var (uid, since) in _quarantined)
        {
            if (now - since < (long)duration.TotalMilliseconds)
                continue;
            _quarantined.Remove(uid);
            if (_uid == uid && _write == null && _read == null)
                _uid = null;
        }
    }

    private void GiveUp(Aftermath aftermath)
    {
        if (_uid != null)
            QuarantineLocked(_uid, aftermath, "system messages could not be delivered (akka.remote.initial-system-message-delivery-timeout)");
        _sent.Reset();
        _resendAt = long.MaxValue;
    }

    private Link Beat(Link link, long now)
    {
        if (now - link.LastReceived > _remoting.SilenceLimit && !link.Paused)
            return link;
        if (now - link.LastHeartbeat >= _remoting.HeartbeatInterval)
        {
            link.LastHeartbeat = now;
            Span<byte> frame = stackalloc byte[FrameEncoder.ControlFrameSize];
            FrameEncoder.WriteControl(frame, CommandType.Heartbeat);
            Append(link, true, frame);
        }
        return null;
    }
}
