using System.Globalization;
using Akka.Actor;
using Muster.Messages;
using Muster.Messages.Workflow;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Muster.Actors.Administration;

/// <summary>The palette run.</summary>
public sealed class RunCommands : CommandPaletteHandler
{
    private static readonly CommandPalette RunPalette = new("run",
    [
        new CommandDefinitionBuilder().WithName("list").WithDescription("The last runs, newest first.")
            .WithArgument(a => a.WithName("number").WithSwitch("-n").WithSwitch("--number").WithDescription("how many; default 20").WithDefaultValues("20", "200")).Build(),
        new CommandDefinitionBuilder().WithName("show").WithDescription("One run with its attempts.").WithArgument(Handler.OfRun).Build(),
        new CommandDefinitionBuilder().WithName("start").WithDescription("Submits runs of a program.")
            .WithArgument(a => a.WithName("program").WithSwitch("-p").WithSwitch("--program").WithDescription("path of the program").IsMandatory(true))
            .WithArgument(a => a.WithName("argument").WithSwitch("-a").WithSwitch("--argument").WithDescription("an argument of the program; once for each").AllowMultiple(true))
            .WithArgument(a => a.WithName("ranks").WithSwitch("-n").WithSwitch("--ranks").WithDescription("ranks of each run; default 1"))
            .WithArgument(a => a.WithName("count").WithSwitch("-c").WithSwitch("--count").WithDescription("number of runs; default 1"))
            .WithArgument(a => a.WithName("oversubscribe").WithSwitch("-o").WithSwitch("--oversubscribe").WithDescription("yes: more ranks than free cores").WithDefaultValues("yes", "no"))
            .Build(),
        new CommandDefinitionBuilder().WithName("cancel").WithDescription("Cancels the run with its whole submission.").WithArgument(Handler.OfRun).Build(),
        new CommandDefinitionBuilder().WithName("tail").WithDescription("Rows of a run as they come, until it ends or Ctrl-C.").WithArgument(Handler.OfRun).Build(),
    ]);

    /// <summary>Creates it.</summary>
    public RunCommands()
        : base(RunPalette)
    {
    }

    /// <inheritdoc/>
    public override Props HandlerProps => Props.Create(() => new Handler());

    private static string Line(RunSummary run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Run} | {run.State.ToString().ToLowerInvariant()} | {run.Ranks} ranks | attempt {run.Attempt} | {run.Rows} rows | {run.Program}{(run.Reason.Length > 0 ? " | " + run.Reason : "")}");

    private static string Text(RunDetails run) => string.Join('\n', run.Attempts.Select(a => string.Create(
            CultureInfo.InvariantCulture,
            $"attempt {a.Attempt} | {a.State.ToString().ToLowerInvariant()} | {string.Join(", ", a.Shares.Select(s => $"{s.Node}: {s.Ranks.Count} ranks"))} | {a.Lines} lines | {a.Rows} rows{(a.Reason.Length > 0 ? " | " + a.Reason : "")}"))
        .Prepend($"submission {run.Summary.Submission} of {run.Owner}")
        .Prepend(Line(run.Summary)));

    private sealed class Handler : WorkflowCommandHandler
    {
        private const int UsualList = 20;

        public Handler()
            : base(RunPalette)
        {
            Process("list", (_, arguments) =>
            {
                var most = UsualList;
                if (arguments.ArgumentValues("number").FirstOrDefault() is not null)
                {
                    if (Number(arguments, "number", Sender) is not { } given)
                        return;
                    most = (int)Math.Min(given, 200);
                }
                Ask<Runs>(new GetRuns { Max = most }, Sender, runs => string.Join('\n', runs.Runs_.Select(Line).Append($"Count: {runs.Total} runs")));
            });
            Process("show", (_, arguments) =>
            {
                if (Number(arguments, "run", Sender) is { } run)
                    Ask<RunDetails>(new GetRun { Run = run }, Sender, Text);
            });
            Process("start", (_, arguments) => Start(arguments));
            Process("cancel", (_, arguments) =>
            {
                if (Number(arguments, "run", Sender) is { } run)
                    Ask<RunDetails, SubmissionCancelled>(
                        new GetRun { Run = run },
                        details => new CancelSubmission { Submission = details.Summary.Submission, Reason = "cancelled with pbm" },
                        Sender,
                        _ => $"run {run} and the others of its submission are being cancelled");
            });
            Process("tail", (_, arguments) =>
            {
                if (Number(arguments, "run", Sender) is not { } run)
                    return;
                var client = Sender;
                Context.ActorOf(Props.Create(() => new RowTail(run, client)));
            });
        }

        public static void OfRun(CommandArgumentBuilder argument) => RunArgument(argument);

        private void Start(CommandArguments arguments)
        {
            var spec = new RunSpec
            {
                Program = arguments.ArgumentValues("program").First(),
                Ranks = 1,
                Parse = WellKnown.DefaultParse,
                Oversubscribe = arguments.ArgumentValues("oversubscribe").FirstOrDefault() == "yes",
            };
            spec.Args.Add(arguments.ArgumentValues("argument"));
            if (arguments.ArgumentValues("ranks").Any())
            {
                if (Number(arguments, "ranks", Sender) is not { } ranks)
                    return;
                spec.Ranks = (int)Math.Min(ranks, int.MaxValue);
            }
            var count = 1;
            if (arguments.ArgumentValues("count").Any())
            {
                if (Number(arguments, "count", Sender) is not { } given)
                    return;
                count = (int)Math.Min(given, int.MaxValue);
            }
            var submission = Guid.NewGuid().ToString("N");
            Ask<RunsAccepted>(
                new SubmitRuns { Submission = submission, Spec = spec, Count = count, Concurrent = count, Owner = $"{Environment.UserName}@{Environment.MachineName}" },
                Sender,
                accepted => accepted.Count == 1 ? $"run {accepted.FirstRun}" : $"runs {accepted.FirstRun} to {accepted.FirstRun + accepted.Count - 1}");
        }
    }

    /// <summary>Reads a run's rows by cursor and passes them on.</summary>
    private sealed class RowTail : ReceiveActor
    {
        private const int WaitMs = 5000;
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

        private readonly long _run;
        private readonly IActorRef _client;
        private long _from = 1;
        private int _attempt;

        public RowTail(long run, IActorRef client)
        {
            (_run, _client) = (run, client);
            Receive<Rows>(OnRows);
            Receive<RequestRefused>(refused => End(new ErroredCommandResponse(refused.Reason)));
            Receive<ReceiveTimeout>(_ => End(new ErroredCommandResponse("The coordinator does not answer.")));
            Receive<Terminated>(_ => Context.Stop(Self));
        }

        protected override void PreStart()
        {
            Context.Watch(_client);
            Context.SetReceiveTimeout(Patience);
            AskMore();
        }

        private void AskMore() =>
            Context.ActorSelection(WellKnown.WorkflowService).Tell(new FollowRows { Run = _run, From = _from, Attempt = _attempt, WaitMs = WaitMs });

        private void OnRows(Rows rows)
        {
            if (rows.Rows_.Count > 0)
                _client.Tell(new CommandResponse(string.Join('\n', rows.Rows_.Select(r => string.Join(" ", r.Values))), final: false));
            _from = rows.Next;
            _attempt = rows.Attempt;
            if (rows.Complete)
                End(CommandResponse.Empty);
            else
                AskMore();
        }

        private void End(CommandResponse last)
        {
            _client.Tell(last);
            Context.Stop(Self);
        }
    }
}
