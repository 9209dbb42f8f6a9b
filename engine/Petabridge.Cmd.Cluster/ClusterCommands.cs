using Akka.Actor;
using Akka.Cluster;
using Petabridge.Cmd.Host;

namespace Petabridge.Cmd.Cluster;

/// <summary>The palette cluster.</summary>
public sealed class ClusterCommands : CommandPaletteHandler
{
    internal static readonly CommandPalette ClusterPalette = new("cluster",
    [
        Definition("show", "Every member as this node sees it.")
            .WithArgument(a => a.WithName("role").WithSwitch("-r").WithSwitch("--role").WithDescription("only members with this role")).Build(),
        Definition("status", "This node's own line.").Build(),
        Definition("leader", "The address of the leader.").Build(),
        Definition("join", "Joins this node to a cluster.").WithArgument(a => Address(a, mandatory: true)).Build(),
        Definition("leave", "Lets a member leave; without an address, this node.").WithArgument(a => Address(a, mandatory: false)).Build(),
        Definition("down", "Takes a member out that is gone.").WithArgument(a => Address(a, mandatory: true)).Build(),
        Definition("down-unreachable", "Takes every unreachable member out.").Build(),
        Definition("tail", "What happens in the cluster, until Ctrl-C.").Build(),
    ]);

    // Behind the palette: it is made of it.
    public static readonly ClusterCommands Instance = new();

    private ClusterCommands()
        : base(ClusterPalette)
    {
    }

    public override Props HandlerProps => Props.Create(() => new ClusterCommandHandler());

    private static CommandDefinitionBuilder Definition(string name, string description) => new CommandDefinitionBuilder().WithName(name).WithDescription(description);

    private static void Address(CommandArgumentBuilder argument, bool mandatory) => argument.WithName("address").WithSwitch("-a").WithSwitch("--address")
        .WithDescription("address such as akka.tcp://System@host:port").IsMandatory(mandatory);
}

/// <summary>Carries the palette cluster out.</summary>
internal sealed class ClusterCommandHandler : CommandHandlerActor
{
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

    public ClusterCommandHandler()
        : base(ClusterCommands.ClusterPalette)
    {
        Process("show", (_, arguments) =>
        {
            var roles = arguments.ArgumentValues("role").ToList();
            var members = _cluster.State.Members.Where(m => roles.TrueForAll(m.HasRole)).ToList();
            Sender.Tell(new CommandResponse(string.Join('\n', members.Select(Line).Append($"Count: {members.Count} nodes"))));
        });
        Process("status", _ =>
        {
            var self = _cluster.SelfMember;
            Sender.Tell(new CommandResponse($"{self.Address} | {Roles(self)} | {Status(self)} |{(IsUnreachable(self) ? " unreachable" : "")}"));
        });
        Process("leader", _ => Sender.Tell(_cluster.State.Leader is { } leader
            ? new CommandResponse(leader.ToString())
            : new ErroredCommandResponse("The cluster has no leader now: it has not formed yet, or this node sees no majority.")));
        Process("join", (_, arguments) => WithAddress(arguments, address =>
        {
            _cluster.Join(address);
            return $"joining {address}";
        }));
        Process("leave", (_, arguments) => WithAddress(arguments, address =>
        {
            _cluster.Leave(address);
            return $"{address} is leaving";
        }));
        Process("down", (_, arguments) => WithAddress(arguments, address =>
        {
            _cluster.Down(address);
            return $"{address} is down";
        }));
        Process("down-unreachable", _ =>
        {
            var unreachable = _cluster.State.Unreachable.ToList();
            foreach (var member in unreachable)
                _cluster.Down(member.Address);
            Sender.Tell(new CommandResponse(unreachable.Count == 0 ? "no member is unreachable" : string.Join('\n', unreachable.Select(m => $"{m.Address} is down"))));
        });
        Process("tail", _ =>
        {
            var client = Sender;
            Context.ActorOf(Props.Create(() => new Tail(client)));
        });
    }

    private void WithAddress(CommandArguments arguments, Func<Address, string> act)
    {
        var text = arguments.ArgumentValues("address").FirstOrDefault();
        var address = _cluster.SelfAddress;
        try
        {
            if (text is not null)
                address = Address.Parse(text);
        }
        catch (Exception e) when (e is UriFormatException or FormatException or ArgumentException)
        {
            Sender.Tell(new ErroredCommandResponse($"'{text}' is no address: it is written like {_cluster.SelfAddress}."));
            return;
        }
        Sender.Tell(new CommandResponse(act(address)));
    }

    private string Line(Member member) =>
        $"{member.Address} | {Roles(member)} | {Status(member)} | {(IsUnreachable(member) ? "unreachable" : "")} | {member.AppVersion}";

    private bool IsUnreachable(Member member) => _cluster.State.Unreachable.Contains(member);

    private static string Roles(Member member) => $"[{string.Join(", ", member.Roles.Order(StringComparer.Ordinal))}]";

    private static string Status(Member member) => member.Status.ToString().ToLowerInvariant();

    /// <summary>Streams what happens to members until its client wants no more.</summary>
    private sealed class Tail : ReceiveActor
    {
        private readonly IActorRef _client;
        private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

        public Tail(IActorRef client)
        {
            _client = client;
            Receive<ClusterEvent.CurrentClusterState>(_ => { });
            Receive<ClusterEvent.IMemberEvent>(e => Say($"{e.Member.Address} | {Roles(e.Member)} | {Status(e.Member)}"));
            Receive<ClusterEvent.UnreachableMember>(e => Say($"{e.Member.Address} | {Roles(e.Member)} | unreachable"));
            Receive<ClusterEvent.ReachableMember>(e => Say($"{e.Member.Address} | {Roles(e.Member)} | reachable"));
            Receive<ClusterEvent.LeaderChanged>(e => Say($"{e.Leader} | leader"));
            Receive<Terminated>(_ => Context.Stop(Self));
        }

        protected override void PreStart()
        {
            Context.Watch(_client);
            _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.LeaderChanged));
        }

        protected override void PostStop() => _cluster.Unsubscribe(Self);

        private void Say(string line) => _client.Tell(new CommandResponse(line, final: false));
    }
}
