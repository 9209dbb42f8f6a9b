using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// What a family of recordings adds to a replay: the actors of our node, what they do at each step, and what may differ from the
/// recorded system for a reason.
/// </summary>
public abstract class ReplayScript
{
    internal Player Player { get; set; } = null!;

    public virtual string Config => "";

    /// <summary>Our node has started, for the first time or again.</summary>
    public abstract void Started(ReplayedNode node);

    /// <summary>A step of the recording begins.</summary>
    public virtual void Step(ReplayedNode node, string step)
    {
    }

    /// <summary>Whether our node has come to where this frame of a recorded peer presumes it. The recording is held up until then.</summary>
    public virtual bool MaySay(RecordedFrame frame) => true;

    /// <summary>The state of our node in words, for whoever reads why something did not hold.</summary>
    public virtual string Seen(ReplayedNode node) => "";

    /// <summary>Frames that come by the clock: matched by kind only, at any time, any number of times.</summary>
    public virtual bool IsPeriodic(string key) =>
        key is "Heartbeat" or "Ack" or "selection(16:RWHB)" or "16:RWHR";

    /// <summary>Periodic frames that must come at least once when the recorded node sent them.</summary>
    public virtual bool MustAppear(string key) => true;

    /// <summary>A difference in one field that is accepted.</summary>
    public virtual bool MayDiffer(string field, string problem) => false;

    /// <summary>A frame of our node that the recorded one did not send.</summary>
    public virtual bool MayAdd(string key) => false;

    /// <summary>A frame of the recorded node that ours need not send.</summary>
    public virtual bool MayOmit(RecordedFrame frame) => false;

    /// <summary>What the peer answers to periodic frames of ours, whose recorded answers were cut; null for nothing.</summary>
    internal virtual AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) => null;

    /// <summary>Has to hold before the recording goes on.</summary>
    protected void Require(string what, Func<bool> condition) => Player.Require(what, condition);

    /// <summary>Has to hold at some moment of the next two seconds of the recording, and holds it up there if it does not.</summary>
    protected void Expect(string what, Func<bool> condition) => Player.Expect(what, condition);

    /// <summary>Does something later in the recording.</summary>
    protected void After(int milliseconds, Action action) => Player.After(milliseconds, action);

    protected static IActorRef Ref(ReplayedNode node, string path) => ((ExtendedActorSystem)node.System).Provider.ResolveActorRef(path);
}
