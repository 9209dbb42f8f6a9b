using System.Globalization;
using Akka.Actor;

namespace Petabridge.Cmd.Host;

/// <summary>actor hierarchy, actor system.</summary>
internal sealed class ActorPaletteHandler : CommandPaletteHandler
{
    private static readonly CommandPalette ActorCommands = new("actor",
    [
        new CommandDefinitionBuilder().WithName("hierarchy").WithDescription("The paths of living actors, sorted.")
            .WithArgument(a => a.WithName("depth").WithSwitch("-d").WithSwitch("--depth").WithDescription("how many levels below the start; default 4, 0 = /user").WithDefaultValues("1", "2", "4", "6"))
            .WithArgument(a => a.WithName("start").WithSwitch("-s").WithSwitch("--start").WithDescription("where to begin, such as /user/workflow; an address makes it another node's"))
            .Build(),
        new CommandDefinitionBuilder().WithName("system").WithDescription("The address of this actor system.").Build(),
    ]);

    public ActorPaletteHandler()
        : base(ActorCommands)
    {
    }

    public override Props HandlerProps => Props.Create(() => new Handler());

    private sealed class Handler : CommandHandlerActor
    {
        private const int UsualDepth = 4;
        private const int MostDepth = 32;

        public Handler()
            : base(ActorCommands)
        {
            Process("system", _ => Sender.Tell(new CommandResponse(AddressOf(Context.System))));
            Process("hierarchy", (_, arguments) =>
            {
                var depth = UsualDepth;
                if (arguments.ArgumentValues("depth").FirstOrDefault() is { } text
                    && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out depth) || depth > MostDepth))
                {
                    Sender.Tell(new ErroredCommandResponse($"'{text}' is no depth: use 0 to {MostDepth}."));
                    return;
                }
                var start = arguments.ArgumentValues("start").FirstOrDefault();
                if (start is not null && !start.StartsWith('/') && !ActorPath.TryParse(start, out ActorPath _))
                {
                    Sender.Tell(new ErroredCommandResponse($"'{start}' is no path of an actor: it begins with / or with an address."));
                    return;
                }
                var client = Sender;
                Context.ActorOf(Props.Create(() => new HierarchyWalk(client, start == null ? depth == 0 ? new[] { "/user" } : new[] { "/user", "/system" } : new[] { start.TrimEnd('/') }, depth)));
            });
        }

        private static string AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress.ToString();
    }

    /// <summary>Asks every level at once who is there: actors can be told apart only by asking them. What does not answer in time is not listed.</summary>
    private sealed class HierarchyWalk : ReceiveActor, IWithTimers
    {
        private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

        private readonly IActorRef _client;
        private readonly IReadOnlyList<string> _starts;
        private readonly int _depth;
        private readonly SortedSet<string> _paths = new(StringComparer.Ordinal);

        private sealed record Over;

        public HierarchyWalk(IActorRef client, IReadOnlyList<string> starts, int depth)
        {
            (_client, _starts, _depth) = (client, starts, depth);
            Receive<ActorIdentity>(identity =>
            {
                if (identity.Subject is { } subject && _paths.Add(Text(subject)))
                    Timers.StartSingleTimer("quiet", new Over(), Quiet);
            });
            Receive<Over>(_ =>
            {
                _client.Tell(_paths.Count > 0 ? new CommandResponse(string.Join('\n', _paths)) : new ErroredCommandResponse($"Nobody answers at {string.Join(", ", _starts)}."));
                Context.Stop(Self);
            });
            Receive<Terminated>(_ => Context.Stop(Self));
        }

        public ITimerScheduler Timers { get; set; }

        protected override void PreStart()
        {
            Context.Watch(_client);
            foreach (var start in _starts)
            {
                var path = start;
                for (var level = 0; level <= _depth; level++, path += "/*")
                    Context.ActorSelection(path).Tell(new Identify(null), Self);
            }
            Timers.StartSingleTimer("quiet", new Over(), Quiet);
            Timers.StartSingleTimer("patience", new Over(), Patience);
        }

        private static string Text(IActorRef subject) => subject.Path.Address.HasLocalScope ? subject.Path.ToStringWithoutAddress() : subject.Path.ToString();
    }
}
