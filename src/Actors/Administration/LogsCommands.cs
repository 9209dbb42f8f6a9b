using System.Globalization;
using Akka.Actor;
using Muster.Actors.Logs;
using Muster.Messages;
using Muster.Messages.Logs;
using Muster.Messages.Workflow;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Muster.Actors.Administration;

/// <summary>The palette logs: what `muster logs` finds, from inside the cluster.</summary>
public sealed class LogsCommands : CommandPaletteHandler
{
    private const string Service = "log store";

    private static readonly CommandPalette LogsPalette = new("logs",
    [
        new CommandDefinitionBuilder().WithName("search").WithDescription("The newest log records of all hosts, oldest of them first.").WithArgument(Query).WithArgument(Stream)
            .WithArgument(a => a.WithName("number").WithSwitch("-n").WithSwitch("--number").WithDescription("how many; default 20, at most 1000").WithDefaultValues("20", "200")).Build(),
        new CommandDefinitionBuilder().WithName("count").WithDescription("How many log records there are.").WithArgument(Query).WithArgument(Stream).Build(),
        new CommandDefinitionBuilder().WithName("tail").WithDescription("Log records as they are stored, until Ctrl-C.").WithArgument(Query).WithArgument(Stream).Build(),
    ]);

    /// <summary>Creates it.</summary>
    public LogsCommands()
        : base(LogsPalette)
    {
    }

    /// <inheritdoc/>
    public override Props HandlerProps => Props.Create(() => new Handler());

    private static void Query(CommandArgumentBuilder argument) =>
        argument.WithName("query").WithSwitch("-q").WithSwitch("--query").WithDescription("what to look for, like 'level:ERROR AND source:node0' (docs/logs.md)");

    private static void Stream(CommandArgumentBuilder argument) => argument.WithName("stream").WithSwitch("-s").WithSwitch("--stream").WithDescription("only records of this stream");

    private static string Line(LogHit hit)
    {
        string Field(string name) => hit.Fields.FirstOrDefault(f => f.Name == name)?.Text ?? "";
        var more = Field("full_message").TrimEnd('\n');
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{DateTimeOffset.UnixEpoch.AddMicroseconds(hit.TimeUs).ToLocalTime():yyyy-MM-dd HH:mm:ss.ffffff} | {Levels.NameOf(hit.Level)} | {Field("source")} | {Field("logger")} | {Field("message")}");
        return more.Length == 0 ? line : $"{line}\n{more}";
    }

    private sealed class Handler : CommandHandlerActor
    {
        private const int UsualMost = 20;
        private const int MostRecords = 1000;

        public Handler()
            : base(LogsPalette)
        {
            Process("search", (_, arguments) =>
            {
                var text = arguments.ArgumentValues("number").FirstOrDefault();
                var most = UsualMost;
                if (text is not null && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostRecords))
                    Sender.Tell(new ErroredCommandResponse($"'{text}' is no number of records: use 1 to {MostRecords}."));
                else
                    Answer(Search(Context.ActorSelection(WellKnown.LogsService), Wanted(arguments), most));
            });
            Process("count", (_, arguments) =>
            {
                var wanted = Wanted(arguments);
                Answer(Count(Context.ActorSelection(WellKnown.LogsService), new CountLogs { Query = wanted.Query, Stream = wanted.Stream }));
            });
            Process("tail", (_, arguments) =>
            {
                var (wanted, client) = (Wanted(arguments), Sender);
                Context.ActorOf(Props.Create(() => new LogTail(wanted, client)));
            });
        }

        private static SearchLogs Wanted(CommandArguments arguments) => new()
        {
            Query = arguments.ArgumentValues("query").FirstOrDefault() ?? "",
            Stream = arguments.ArgumentValues("stream").FirstOrDefault() ?? "",
        };

        private void Answer(Task<string> text) =>
            text.PipeTo(Sender, success: answer => new CommandResponse(answer), failure: fault => new ErroredCommandResponse(fault.Message));

        private static async Task<string> Count(ActorSelection store, CountLogs request) =>
            $"Count: {(await ServiceQuestion.Ask<LogCounts>(store, Service, request)).Count} records";

        private static async Task<string> Search(ActorSelection store, SearchLogs request, int most)
        {
            var hits = new List<LogHit>();
            LogHits page;
            do
            {
                request.Limit = most - hits.Count;
                page = await ServiceQuestion.Ask<LogHits>(store, Service, request);
                hits.AddRange(page.Hits);
                // A request that was sent stays as it is.
                request = request.Clone();
                request.After = page.Next;
            }
            while (!page.Complete && page.Hits.Count > 0 && hits.Count < most);
            hits.Reverse();
            return string.Join('\n', hits.Select(Line).Append($"Count: {hits.Count} records"));
        }
    }

    /// <summary>Passes on what is stored from now on.</summary>
    private sealed class LogTail : ReceiveActor
    {
        private const int WaitMs = 5000;
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

        private readonly SearchLogs _wanted;
        private readonly IActorRef _client;
        private LogCursor? _after;

        public LogTail(SearchLogs wanted, IActorRef client)
        {
            (_wanted, _client) = (wanted, client);
            Receive<LogHits>(OnHits);
            Receive<RequestRefused>(refused => End(new ErroredCommandResponse(refused.Reason)));
            Receive<ReceiveTimeout>(_ => End(new ErroredCommandResponse($"The {Service} does not answer.")));
            Receive<Terminated>(_ => Context.Stop(Self));
        }

        protected override void PreStart()
        {
            Context.Watch(_client);
            Context.SetReceiveTimeout(Patience);
            // Where the end is; what it finds is not shown.
            var first = _wanted.Clone();
            first.Limit = 1;
            Context.ActorSelection(WellKnown.LogsService).Tell(first);
        }

        private void OnHits(LogHits page)
        {
            if (_after is not null && page.Hits.Count > 0)
                _client.Tell(new CommandResponse(string.Join('\n', page.Hits.Select(Line)), final: false));
            _after = _after is null ? new LogCursor { Id = page.LastId } : page.Next ?? _after;
            var next = _wanted.Clone();
            (next.Order, next.After, next.WaitMs) = (LogOrder.AsStored, _after, WaitMs);
            Context.ActorSelection(WellKnown.LogsService).Tell(next);
        }

        private void End(CommandResponse last)
        {
            _client.Tell(last);
            Context.Stop(Self);
        }
    }
}
