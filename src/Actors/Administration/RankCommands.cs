using System.Globalization;
using Akka.Actor;
using Muster.Messages.Workflow;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Muster.Actors.Administration;

/// <summary>The palette rank.</summary>
public sealed class RankCommands : CommandPaletteHandler
{
    private static readonly CommandPalette RankPalette = new("rank",
    [
        new CommandDefinitionBuilder().WithName("list").WithDescription("The ranks of a run by node.").WithArgument(Handler.OfRun)
            .WithArgument(a => a.WithName("node").WithSwitch("-n").WithSwitch("--node").WithDescription("ranks of this node only")).Build(),
        new CommandDefinitionBuilder().WithName("account").WithDescription("What each rank has written: produced, stored, dropped.").WithArgument(Handler.OfRun).Build(),
        new CommandDefinitionBuilder().WithName("stderr").WithDescription("The last lines of the ranks' standard error.").WithArgument(Handler.OfRun)
            .WithArgument(a => a.WithName("rank").WithSwitch("-k").WithSwitch("--rank").WithDescription("this rank only")).Build(),
    ]);

    /// <summary>Creates it.</summary>
    public RankCommands()
        : base(RankPalette)
    {
    }

    /// <inheritdoc/>
    public override Props HandlerProps => Props.Create(() => new Handler());

    private sealed class Handler : WorkflowCommandHandler
    {
        private const int MostRanks = 4096;

        public Handler()
            : base(RankPalette)
        {
            Process("list", (_, arguments) =>
            {
                var node = arguments.ArgumentValues("node").FirstOrDefault();
                Tell(arguments, attempt =>
                {
                    var ranks = attempt.Ranks.Where(r => node is null || r.Node == node).OrderBy(r => r.Node, StringComparer.Ordinal).ThenBy(r => r.Rank).ToList();
                    return ranks.Select(Line).Append($"Count: {ranks.Count} ranks");
                });
            });
            Process("account", (_, arguments) => Tell(arguments, attempt => attempt.Accounts.OrderBy(a => a.Rank).Select(a => string.Create(
                CultureInfo.InvariantCulture,
                $"{a.Rank} | {a.LinesProduced} lines {a.BytesProduced} bytes produced | {a.LinesProduced - a.LinesDropped} lines {a.BytesProduced - a.BytesDropped} bytes stored | {a.LinesDropped} lines {a.BytesDropped} bytes dropped{(a.DropReason.Length > 0 ? " | " + a.DropReason : "")}"))));
            Process("stderr", (_, arguments) =>
            {
                var only = arguments.ArgumentValues("rank").FirstOrDefault();
                Tell(arguments, attempt => attempt.Ranks
                    .Where(r => only is null || r.Rank.ToString(CultureInfo.InvariantCulture) == only)
                    .OrderBy(r => r.Rank)
                    .SelectMany(r => r.StderrTail.Select(line => $"{r.Rank}: {line}")));
            });
        }

        public static void OfRun(CommandArgumentBuilder argument) => RunArgument(argument);

        private void Tell(CommandArguments arguments, Func<AttemptReport, IEnumerable<string>> lines)
        {
            if (Number(arguments, "run", Sender) is { } run)
                Ask<RunDetails>(new GetRun { Run = run, MaxRanks = MostRanks }, Sender, details =>
                    details.Attempts.Count == 0 ? $"run {run} has not started" : string.Join('\n', lines(details.Attempts[^1])));
        }

        private static string Line(RankReport rank) => string.Create(
            CultureInfo.InvariantCulture,
            $"{rank.Node} | {rank.Rank} | pid {rank.Pid} | {(!rank.Ended ? "running" : rank.Signal != 0 ? $"signal {rank.Signal}" : $"exit code {rank.ExitCode}")}{(rank.Reason.Length > 0 ? " | " + rank.Reason : "")}");
    }
}
