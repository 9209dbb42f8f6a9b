using Akka.Actor;
using Google.Protobuf;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;

namespace Muster.Tests.Workflow;

/// <summary>
/// Stands in for a node's rank host: plays the program's name instead of starting it. /unit/ok prints two lines and ends; /unit/fail ends with code 3; /unit/flaky ends with code 4 after three lines but for
/// its third attempt, which is like ok; /unit/half prints a line and, once it has another
/// parser, the rest; /unit/hang runs
/// until it is stopped; /unit/refuse is refused; /unit/mute gives no answer at all; /unit/silent prints nothing and ends. Where no parser is named it asks for one.
/// </summary>
public sealed class UnitRankHost : ReceiveActor
{
    public const string ProgramDirectory = "/unit";

    private readonly Dictionary<RunKey, List<LineBatch>> _held = [];

    public UnitRankHost(string node, int slots)
    {
        var running = new Dictionary<RunKey, (StartGroup Group, IActorRef Producer)>();
        Receive<GetNodeDescription>(_ => Sender.Tell(new NodeDescription
        {
            Node = node,
            Address = Akka.Serialization.Serialization.SerializedActorPath(Self),
            BootId = node,
            Slots = slots,
            SlotsGiven = true,
            Pid = Environment.ProcessId,
            Cores = { Enumerable.Range(0, slots) },
        }));
        Receive<StartGroup>(group =>
        {
            foreach (var child in FenceTree.ChildrenOf(group.NodeIndex, group.Nodes.Count))
            {
                var theirs = group.Clone();
                theirs.NodeIndex = child;
                Resolve(group.Nodes[child].RankHost).Tell(theirs);
            }
            var producer = Resolve(group.Producer);
            var kind = Path.GetFileName(group.Templates[0].Program);
            if (kind == "mute")
                return;
            if (kind == "refuse")
            {
                producer.Tell(new GroupRefused { Key = group.Key, Node = node, Reason = "no such program here" });
                return;
            }
            running[group.Key] = (group, producer);
            TellStarted(group, producer, node);
            if (kind == "half" && group.Nodes[group.NodeIndex].Ranks.Contains(0))
                SendBatches(group, group.Parser_, (1, "1 10\n"));
            if (kind == "silent")
                EndRanks(group, producer, node, 0, silent: group.Nodes[group.NodeIndex].Ranks.Contains(0));
            else if (kind == "ok" || (kind == "flaky" && group.Key.Attempt == 3))
                End(group, producer, node, 0, "1 10.5\n2 20.5\n");
            else if (kind == "flaky")
                End(group, producer, node, 4, "1 99.9\n2 99.9\n3 99.9\n");
            else if (kind == "fail")
                End(group, producer, node, 3, "# header\n");
        });
        Receive<StopGroup>(stop =>
        {
            if (running.Remove(stop.Key, out var run))
            {
                foreach (var child in FenceTree.ChildrenOf(run.Group.NodeIndex, run.Group.Nodes.Count))
                    Resolve(run.Group.Nodes[child].RankHost).Tell(stop, run.Producer);
                End(run.Group, run.Producer, node, -2, "");
            }
            else
                Sender.Tell(new NodeGroupEnded { Key = stop.Key, Node = node });
        });
        Receive<UseProducer>(use =>
        {
            if (!running.TryGetValue(use.Key, out var run))
                return;
            running[use.Key] = (run.Group, Resolve(use.Producer));
            TellStarted(run.Group, Resolve(use.Producer), node);
        });
        Receive<UseParser>(use =>
        {
            if (_held.Remove(use.Key, out var held))
            {
                foreach (var batch in held)
                    Resolve(use.Path).Tell(batch);
                return;
            }
            if (!running.Remove(use.Key, out var run))
                return;
            // More than the new parser needs: what is stored must not be stored again.
            SendBatches(run.Group, use.Path, (1, "1 10\n"), (2, "2 20\n"), (3, "3 30\n"), (4, null));
            EndRanks(run.Group, run.Producer, node, 0);
        });
        Receive<Stored>(_ => { });
    }

    private static void TellStarted(StartGroup group, IActorRef producer, string node)
    {
        var started = new RanksStarted { Key = group.Key, Node = node };
        started.Ranks.Add(group.Nodes[group.NodeIndex].Ranks.Select(r => new StartedRank { Rank = r, Pid = 1000 + r }));
        producer.Tell(new GroupReports { Key = group.Key, Reports = { new GroupReport { Started = started } } });
    }

    private static IActorRef Resolve(string path) => ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path);

    private static void SendBatches(StartGroup group, string path, params (long Number, string? Text)[] batches)
    {
        var parser = Resolve(path);
        foreach (var batch in Batches(group, batches))
            parser.Tell(batch);
    }

    private static IEnumerable<LineBatch> Batches(StartGroup group, params (long Number, string? Text)[] batches) => batches.Select(b =>
        new LineBatch { Key = group.Key, Number = b.Number, Data = ByteString.CopyFromUtf8(b.Text ?? ""), Lines = b.Text?.Count(c => c == '\n') ?? 0, End = b.Text is null });

    private void End(StartGroup group, IActorRef producer, string node, int code, string text)
    {
        var ranks = group.Nodes[group.NodeIndex].Ranks;
        if (ranks.Contains(0) && group.Parser_.Length == 0)
        {
            _held[group.Key] = [.. Batches(group, (1, text), (2, null))];
            producer.Tell(new GroupReports { Key = group.Key, Reports = { new GroupReport { StreamBegun = new StreamBegun { Key = group.Key } } } });
        }
        else if (ranks.Contains(0))
        {
            SendBatches(group, group.Parser_, (1, text), (2, null));
        }
        EndRanks(group, producer, node, code);
    }

    private static void EndRanks(StartGroup group, IActorRef producer, string node, int code, bool silent = false)
    {
        foreach (var rank in group.Nodes[group.NodeIndex].Ranks)
        {
            var failed = code != 0 && (code < 0 || rank == 0);
            var ended = new RankEnded
            {
                Key = group.Key,
                Node = node,
                Rank = rank,
                ExitCode = failed && code > 0 ? code : 0,
                Signal = code < 0 ? 2 : 0,
                Reason = !failed ? "" : code > 0 ? $"exit code {code}" : "killed by SIGINT",
                StoppedByUs = code < 0,
                StderrTail = { failed && code > 0 ? ["boom"] : Array.Empty<string>() },
            };
            producer.Tell(new GroupReports { Key = group.Key, Reports = { new GroupReport { RankEnded = ended } } });
        }
        var over = new NodeGroupEnded { Key = group.Key, Node = node };
        if (silent)
            over.Accounts.Add(new StreamAccount { Silent = true });
        producer.Tell(over);
    }
}
