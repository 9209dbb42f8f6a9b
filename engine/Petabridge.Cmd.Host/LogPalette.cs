using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Petabridge.Cmd.Host;

/// <summary>log tail, log peek, log level.</summary>
internal sealed class LogPaletteHandler : CommandPaletteHandler
{
    private static readonly CommandPalette LogCommands = new("log",
    [
        new CommandDefinitionBuilder().WithName("tail").WithDescription("Log events as they come, until Ctrl-C.").WithArgument(Level).Build(),
        new CommandDefinitionBuilder().WithName("peek").WithDescription("The last log events.")
            .WithArgument(a => a.WithName("number").WithSwitch("-n").WithSwitch("--number").WithDescription("how many; default 20, at most 1000").WithDefaultValues("20", "100", "1000"))
            .WithArgument(Level).Build(),
        new CommandDefinitionBuilder().WithName("level").WithDescription("The level this node logs at; with -l it is changed, until the node ends.").WithArgument(Level).Build(),
    ]);

    private IActorRef _memorizer = ActorRefs.Nobody;

    public LogPaletteHandler()
        : base(LogCommands)
    {
    }

    public override Props HandlerProps => Props.Create(() => new Handler(_memorizer));

    public override void OnRegister(PetabridgeCmd plugin) => _memorizer = plugin.Sys.ActorOf(Props.Create(() => new Memorizer()), "petabridge.cmd-log-memorizer");

    private static void Level(CommandArgumentBuilder argument) => argument.WithName("level").WithSwitch("-l").WithSwitch("--level")
        .WithDescription("debug, info, warning or error").WithDefaultValues("debug", "info", "warning", "error");

    private static string Line(LogEvent log) =>
        string.Create(CultureInfo.InvariantCulture, $"[{log.LogLevel().ToString().Replace("Level", "", StringComparison.Ordinal).ToUpperInvariant()}][{log.Timestamp:HH:mm:ss.fff}][{log.LogSource}] {log.Message}");

    private sealed record Peek(int Count, LogLevel Least);

    private sealed record Follow(LogLevel Least);

    private sealed class Handler : CommandHandlerActor
    {
        private const int UsualPeek = 20;

        public Handler(IActorRef memorizer)
            : base(LogCommands)
        {
            Process("tail", (_, arguments) =>
            {
                if (TryLevel(arguments, out var level))
                    memorizer.Forward(new Follow(level ?? LogLevel.DebugLevel));
            });
            Process("peek", (_, arguments) =>
            {
                var count = UsualPeek;
                if (arguments.ArgumentValues("number").FirstOrDefault() is { } text
                    && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is 0 or > Memorizer.Most))
                    Sender.Tell(new ErroredCommandResponse($"'{text}' is no number of lines: use 1 to {Memorizer.Most}."));
                else if (TryLevel(arguments, out var level))
                    memorizer.Forward(new Peek(count, level ?? LogLevel.DebugLevel));
            });
            Process("level", (_, arguments) =>
            {
                if (!TryLevel(arguments, out var level))
                    return;
                if (level is { } wanted)
                    Context.System.EventStream.SetLogLevel(wanted);
                Sender.Tell(new CommandResponse(Context.System.EventStream.LogLevel.ToString().Replace("Level", "", StringComparison.Ordinal).ToLowerInvariant()));
            });
        }

        private bool TryLevel(CommandArguments arguments, out LogLevel? level)
        {
            level = null;
            if (arguments.ArgumentValues("level").FirstOrDefault() is not { } text)
                return true;
            level = text switch
            {
                "debug" => LogLevel.DebugLevel,
                "info" => LogLevel.InfoLevel,
                "warning" => LogLevel.WarningLevel,
                "error" => LogLevel.ErrorLevel,
                _ => null,
            };
            if (level is null)
                Sender.Tell(new ErroredCommandResponse($"'{text}' is no level: debug, info, warning or error."));
            return level is not null;
        }
    }

    /// <summary>Keeps the last log events of this node, and passes new ones on.</summary>
    private sealed class Memorizer : ReceiveActor
    {
        public const int Most = 1000;

        private readonly Queue<(LogLevel Level, string Line)> _last = new();
        private readonly Dictionary<IActorRef, LogLevel> _followers = [];

        public Memorizer()
        {
            Receive<LogEvent>(log =>
            {
                var line = Line(log);
                _last.Enqueue((log.LogLevel(), line));
                if (_last.Count > Most)
                    _last.Dequeue();
                foreach (var (follower, least) in _followers)
                    if (log.LogLevel() >= least)
                        follower.Tell(new CommandResponse(line, final: false));
            });
            Receive<Peek>(peek => Sender.Tell(new CommandResponse(string.Join('\n', _last.Where(e => e.Level >= peek.Least).TakeLast(peek.Count).Select(e => e.Line)))));
            Receive<Follow>(follow =>
            {
                _followers[Sender] = follow.Least;
                Context.Watch(Sender);
            });
            Receive<Terminated>(over => _followers.Remove(over.ActorRef));
        }

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

        protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
    }
}
