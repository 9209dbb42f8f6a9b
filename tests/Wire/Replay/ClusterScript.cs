using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Serialization;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;
using Shouldly;
using Proto = Akka.Cluster.Serialization.Proto;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// What cluster recordings have in common: gossip and heartbeats go by the clock and to members chosen at random, so they are matched by
/// kind. What our node gossips is compared by content: a state with a recorded version must be the recorded state.
/// </summary>
internal abstract class ClusterScript : ReplayScript
{
    public const string JoinAndLeave = "g-cluster-join-leave.jsonl";
    public const string DownUnreachable = "g2-cluster-down-unreachable.jsonl";

    private readonly Dictionary<string, UniqueAddress> _systems;
    private readonly Dictionary<string, string> _recordedStates = new();
    private readonly HashSet<string> _silent = new();
    private readonly string _ownHash;
    private long _ownVersion;
    private readonly List<string> _wrong = new();
    private readonly HashSet<string> _same = new();
    private readonly string _config;

    static ClusterScript()
    {
        const string action = "Akka.Cluster.InternalClusterAction+";
        FrameContent.Register(5, action + "Join, Akka.Cluster", Proto.Join.Parser);
        FrameContent.Register(5, action + "Welcome, Akka.Cluster", Proto.Welcome.Parser);
        FrameContent.Register(5, action + "InitJoinAck, Akka.Cluster", AddressData.Parser);
        FrameContent.Register(5, action + "InitJoinNack, Akka.Cluster", AddressData.Parser);
        FrameContent.Register(5, action + "ExitingConfirmed, Akka.Cluster", Proto.UniqueAddress.Parser);
        FrameContent.Register(5, "Akka.Cluster.ClusterUserAction+Leave, Akka.Cluster", AddressData.Parser);
        FrameContent.Register(5, "Akka.Cluster.ClusterUserAction+Down, Akka.Cluster", AddressData.Parser);
    }

    protected ClusterScript(string file, string node, params string[] roles)
    {
        var plan = ReplayPlan.Load(file, node);
        var self = plan.First(node);
        _ownHash = Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes($"akka.tcp://{self.Name}@127.0.0.1:{self.Port}-{self.Uid}")));
        _systems = plan.Systems.ToDictionary(s => s.Label, s => new UniqueAddress(new Address("akka.tcp", s.Name, "127.0.0.1", s.Port), s.Uid));
        _config = $$"""
            akka.actor.provider = cluster
            akka.cluster { roles = [{{string.Join(", ", roles)}}], app-version = "1.2.3", log-info = off }
            """;
        foreach (var frame in Recording.Read(file))
        {
            if (StateIn(FrameContent.Parse(frame.Payload).Envelope?.Message) is { } state)
                _recordedStates[Version(state)] = Content(state);
        }
    }

    public override string Config => _config;

    protected UniqueAddress Recorded(string label) => _systems[label];

    // A peer knows of what our node has changed only what our node has said.
    public override bool MaySay(RecordedFrame frame) => OwnVersion(FrameContent.Parse(frame.Payload).Envelope?.Message) <= _ownVersion;

    /// <summary>What is sent to that peer gets lost, as the recording relay had it.</summary>
    protected void Silence(string peer)
    {
        _silent.Add(peer);
    }

    protected void Hear(string peer)
    {
        _silent.Remove(peer);
    }

    public override string Seen(ReplayedNode node)
    {
        var state = Cluster.Get(node.System).State;
        return $"(members {string.Join(", ", state.Members)}; unreachable {string.Join(", ", state.Unreachable)}; seen by {string.Join(", ", state.SeenBy)}; leader {state.Leader})";
    }

    protected static bool Up(Cluster cluster, params int[] ports) =>
        cluster.State.Members.Select(m => (m.Address.Port!.Value, m.Status)).SequenceEqual(ports.Select(p => (p, MemberStatus.Up)));

    /// <summary>Nothing was wrong, and at least so many recorded states were met.</summary>
    public void Verify(int states)
    {
        _wrong.ShouldBeEmpty();
        _same.Count.ShouldBeGreaterThanOrEqualTo(states);
    }

    public override bool IsPeriodic(string key) =>
        base.IsPeriodic(key) || key.Contains("5:HB", StringComparison.Ordinal) || key.Contains("5:Akka.Cluster.Gossip", StringComparison.Ordinal);

    // A system that ends closes with a last word or without; both were recorded.
    public override bool MayAdd(string key) => key == "DisassociateShuttingDown";

    public override bool MayOmit(RecordedFrame frame) => frame.Kind == "DISASSOCIATE_SHUTTING_DOWN";

    // A set has no order; ours is written by age of what is known.
    public override bool MayDiffer(string field, string problem) => field.Contains(".overview.seen", StringComparison.Ordinal);

    internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer)
    {
        Compare(envelope.Message);
        if (key != "selection(5:HB)" || _silent.Contains(peer))
            return null;
        var beat = Proto.Heartbeat.Parser.ParseFrom(SelectionEnvelope.Parser.ParseFrom(envelope.Message.Message).Payload.Message);
        return new AkkaProtocolMessage
        {
            Payload = new AckAndEnvelopeContainer
            {
                Envelope = new RemoteEnvelope
                {
                    Recipient = envelope.Sender,
                    Sender = new ActorRefData { Path = $"{_systems[peer].Address}/system/cluster/heartbeatReceiver#1" },
                    Seq = ulong.MaxValue,
                    Message = new Payload
                    {
                        SerializerId = 5,
                        MessageManifest = ByteString.CopyFromUtf8("HBR"),
                        Message = new Proto.HeartBeatResponse { From = GossipFormat.ToProto(_systems[peer]), SequenceNr = beat.SequenceNr, CreationTime = beat.CreationTime }.ToByteString(),
                    },
                },
            }.ToByteString(),
        };
    }

    private void Compare(Payload message)
    {
        _ownVersion = Math.Max(_ownVersion, OwnVersion(message));
        if (StateIn(message) is not { } state || !_recordedStates.TryGetValue(Version(state), out var recorded))
            return;
        var said = Content(state);
        if (said == recorded)
            _same.Add(Version(state));
        else
            _wrong.Add($"version {Version(state)}: recorded {recorded}, said {said}");
    }

    /// <summary>How many changes of our node this message knows of.</summary>
    private long OwnVersion(Payload? message)
    {
        var (version, hashes) = Inner(message) switch
        {
            { } inner when IsCluster(inner, "GossipStatus") && Proto.GossipStatus.Parser.ParseFrom(inner.Message) is var status => (status.Version, status.AllHashes),
            { } inner when IsCluster(inner, "InternalClusterAction+Welcome") && Proto.Welcome.Parser.ParseFrom(inner.Message).Gossip is var welcome => (welcome.Version, welcome.AllHashes),
            _ => StateIn(message) is { } state ? (state.Version, state.AllHashes) : (null, null),
        };
        return version?.Versions.FirstOrDefault(v => hashes![v.HashIndex] == _ownHash)?.Timestamp ?? 0;
    }

    private static Proto.Gossip? StateIn(Payload? message) =>
        Inner(message) is { } inner && IsCluster(inner, "GossipEnvelope")
            ? Proto.Gossip.Parser.ParseFrom(Proto.GossipEnvelope.Parser.ParseFrom(inner.Message).SerializedGossip)
            : null;

    private static Payload? Inner(Payload? message) => message?.SerializerId == 6 ? SelectionEnvelope.Parser.ParseFrom(message.Message).Payload : message;

    private static bool IsCluster(Payload message, string kind) =>
        message.SerializerId == 5 && message.MessageManifest.ToStringUtf8() == $"Akka.Cluster.{kind}, Akka.Cluster";

    private static string Version(Proto.Gossip state) =>
        string.Join(' ', state.Version.Versions.Select(v => $"{state.AllHashes[v.HashIndex][..6]}:{v.Timestamp}").Order());

    private static string Content(Proto.Gossip state)
    {
        string Port(int index) => state.AllAddresses[index].Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var members = state.Members.Select(m => $"{Port(m.AddressIndex)} {m.Status} {m.UpNumber} [{string.Join(',', m.RolesIndexes.Select(r => state.AllRoles[r]))}] {state.AllAppVersions[m.AppVersionIndex]}");
        var records = state.Overview.ObserverReachability.SelectMany(o => o.SubjectReachability.Select(s => $"{Port(o.AddressIndex)}->{Port(s.AddressIndex)} {s.Status}"));
        return $"{string.Join("; ", members.Order())} | {string.Join("; ", records.Order())}";
    }
}
