using Akka.Actor;
using Akka.TestKit;
using Google.Protobuf;
using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public sealed class ParserTests : WorkflowSpec
{
    private readonly RunKey _key = new() { Run = 1, Attempt = 1 };
    private readonly TestProbe _result;
    private readonly IActorRef _parser;

    public ParserTests()
    {
        _result = CreateTestProbe();
        _parser = Sys.ActorOf(Parser.Props("node1"), "parser");
    }

    [Fact]
    public void Lines_become_rows_with_the_batchs_number_and_the_rank_hosts_path()
    {
        var stream = Open("(\\d+)");
        stream.Tell(Batch(1, "7\nnone\n"));

        var rows = _result.ExpectMsg<RowBatch>();
        (rows.Number, rows.Lines, rows.Unmatched, rows.End).ShouldBe((1, 2, 1, false));
        rows.Rows.Single().Values.ShouldBe(["7"]);
        rows.RankHost.ShouldBe(Akka.Serialization.Serialization.SerializedActorPath(TestActor));
    }

    [Fact]
    public void A_line_that_spans_batches_is_one_line()
    {
        var stream = Open("^(\\d+)$");
        stream.Tell(Batch(1, "1\n23", split: true));
        stream.Tell(Batch(2, "4", split: true));
        stream.Tell(Batch(3, "5\n6", end: true));

        _result.ExpectMsg<RowBatch>().Rows.Select(r => r.Values[0]).ShouldBe(["1"]);
        _result.ExpectMsg<RowBatch>().Lines.ShouldBe(0);
        var last = _result.ExpectMsg<RowBatch>();
        last.Rows.Select(r => r.Values[0]).ShouldBe(["2345", "6"]);
        last.End.ShouldBeTrue();
    }

    [Fact]
    public void Rows_that_do_not_fit_one_message_come_in_parts()
    {
        var stream = Open("(.)(.)");
        stream.Tell(Batch(1, string.Concat(Enumerable.Repeat("ab\n", 20_000))));

        var count = 0;
        for (var part = 0; ; part++)
        {
            var rows = _result.ExpectMsg<RowBatch>();
            rows.Part.ShouldBe(part);
            rows.CalculateSize().ShouldBeLessThan(96 * 1024);
            count += rows.Rows.Count;
            if (rows.More)
                continue;
            rows.Lines.ShouldBe(20_000);
            break;
        }
        count.ShouldBe(20_000);
    }

    [Fact]
    public void A_row_that_no_message_can_carry_is_counted_as_unmatched_and_the_others_go_on()
    {
        var stream = Open("(.+)");
        stream.Tell(Batch(1, "a\n" + new string('b', 70_000) + "\nc\n"));
        var rows = _result.ExpectMsg<RowBatch>();
        rows.Rows.Select(r => r.Values[0]).ShouldBe(["a", "c"]);
        (rows.Lines, rows.Unmatched, rows.More).ShouldBe((3, 1, false));
    }

    [Fact]
    public void An_expression_that_does_not_compile_is_refused_in_words()
    {
        _parser.Tell(new OpenParser { Key = _key, Parse = "(", Result = PathOf(_result) });
        ExpectMsg<ParserRefused>().Reason.ShouldContain("does not compile");
    }

    [Fact]
    public void A_command_answers_line_by_line_in_order_and_an_empty_line_is_no_row()
    {
        // Answers at once, as it must; awk's own buffering would wait.
        var stream = OpenCommand("""while read -r a b; do case $a in *[!0-9]*) echo;; *) printf '%s\t%s\n' "$((a * 2))" "$b";; esac; done""", "twice", "what");
        stream.Tell(Batch(1, "1 a\nx y\n2 b\n"));
        stream.Tell(Batch(2, "# size: 7\n3 c", end: true));

        var first = _result.ExpectMsg<RowBatch>();
        first.Rows.Select(r => string.Join(' ', r.Values)).ShouldBe(["2 a", "4 b"]);
        (first.Lines, first.Unmatched).ShouldBe((3, 1));
        first.UnmatchedLines.ShouldBe(["x y"]);
        first.Columns.ShouldBe(["twice", "what"]);
        first.RankHost.ShouldBe(Akka.Serialization.Serialization.SerializedActorPath(TestActor));
        var last = _result.ExpectMsg<RowBatch>();
        last.Rows.Select(r => string.Join(' ', r.Values)).ShouldBe(["6 c"]);
        last.Headers.Single().Value.ShouldBe("7");
        last.End.ShouldBeTrue();
    }

    [Fact]
    public void A_command_that_ends_too_early_is_told_with_its_code_and_its_stderr()
    {
        var stream = OpenCommand("read -r line; echo ok; echo 'no licence' >&2; exit 3");
        stream.Tell(Batch(1, "1\n2\n"));
        var refused = ExpectMsg<ParserRefused>();
        refused.Reason.ShouldContain("ended with code 3");
        refused.Reason.ShouldContain("no licence");
    }

    [Fact]
    public async Task A_command_ends_with_its_parser()
    {
        var pid = Path.GetTempFileName();
        var stream = OpenCommand($"echo $$ > {pid}; while read -r a; do echo $a; done; sleep 600");
        stream.Tell(Batch(1, "1\n"));
        _result.ExpectMsg<RowBatch>();
        var command = File.ReadAllText(pid).Trim();
        stream.Tell(new CloseParser { Key = _key });
        for (var end = Environment.TickCount64 + 30_000; Directory.Exists($"/proc/{command}") && !IsZombie(command);)
        {
            Environment.TickCount64.ShouldBeLessThan(end, $"the command {command} goes on");
            await Task.Delay(10);
        }
        File.Delete(pid);
    }

    [Fact]
    public void A_parser_outlives_its_coordinator_and_is_closed_by_the_next_one_only()
    {
        var former = CreateTestProbe();
        _parser.Tell(new OpenParser { Key = _key, Epoch = 1, Parse = "a", Result = PathOf(_result) }, former.Ref);
        former.ExpectMsg<ParserOpened>();
        var stream = former.LastSender;
        Watch(stream);
        Sys.Stop(former.Ref);
        stream.Tell(new OpenParser { Key = _key, Epoch = 2, Parse = "a", Result = PathOf(_result) });
        ExpectMsg<ParserOpened>();
        stream.Tell(new CloseParser { Key = _key, Epoch = 1 });
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        stream.Tell(new CloseParser { Key = _key, Epoch = 2 });
        ExpectTerminated(stream);
    }

    private static bool IsZombie(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private IActorRef OpenCommand(string command, params string[] columns)
    {
        var spec = new ParserSpec { Kind = ParserKind.Command, Command = command, Columns = { columns }, Header = @"^# (\w+): (.*)" };
        _parser.Tell(new OpenParser { Key = _key, Parser_ = spec, Result = PathOf(_result) });
        ExpectMsg<ParserOpened>();
        return LastSender;
    }

    private IActorRef Open(string expression)
    {
        _parser.Tell(new OpenParser { Key = _key, Parse = expression, Result = PathOf(_result) });
        var opened = ExpectMsg<ParserOpened>();
        opened.Node.ShouldBe("node1");
        return LastSender;
    }

    private LineBatch Batch(long number, string text, bool split = false, bool end = false) =>
        new() { Key = _key, Number = number, Data = ByteString.CopyFromUtf8(text), SplitLine = split, End = end };
}
