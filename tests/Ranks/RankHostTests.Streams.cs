using Akka.Actor;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

// What ranks read and write: credit, long lines, files, stdin, kept output.
public sealed partial class RankHostTests
{
    [Fact]
    public async Task Every_rank_s_bytes_come_through_unchanged()
    {
        await using var on = new Nodes(2);
        on.Start(on.Group(4, Artifacts.Workload("faults"), ["--no-mpi", "--rank", "-1", "flood", "2"], MpiFlavor.None, pipeAll: true));
        on.UntilEnd(2);
        for (var rank = 0; rank < 4; rank++)
        {
            var text = on.Text(rank);
            text.Length.ShouldBe(2 << 20);
            text.Split('\n')[^2].ShouldBe((2 * 256 * 64 - 1).ToString("D63"));
        }
        on.All.OfType<LineBatch>().ShouldAllBe(b => b.Data.Length <= 64 * 1024);
    }

    [Fact]
    public async Task A_host_that_is_not_stored_keeps_no_more_than_the_credit()
    {
        await using var on = new Nodes(1, store: false);
        on.Start(on.Group(1, Artifacts.Workload("faults"), ["--no-mpi", "flood", "64"], MpiFlavor.None));
        on.Next<RanksStarted>();
        while (on.All.OfType<LineBatch>().Sum(b => b.Data.Length) < 256 * 1024)
            on.Next<LineBatch>();
        on.UntilQuiet(500);
        on.All.OfType<LineBatch>().Sum(b => b.Data.Length).ShouldBeLessThanOrEqualTo(256 * 1024 + 64 * 1024);
    }

    [Fact]
    public async Task A_huge_line_is_split_and_marked()
    {
        await using var on = new Nodes(1);
        on.Start(on.Group(1, Artifacts.Workload("faults"), ["--no-mpi", "hugeline", "3000000"], MpiFlavor.None));
        on.UntilEnd(1);
        on.Text().Length.ShouldBe(3000001 + 6);
        on.All.OfType<LineBatch>().Count(b => b.CutLine).ShouldBe(2);
        on.All.OfType<NodeGroupEnded>().Single().Accounts.Single().LinesProduced.ShouldBe(4);
    }

    [Fact]
    public async Task Streams_go_to_files_named_by_run_and_rank_and_stdin_comes_from_one()
    {
        var folder = Directory.CreateTempSubdirectory("muster-streams").FullName;
        File.WriteAllText($"{folder}/in", "what goes in\n");
        await using var on = new Nodes(1);
        var start = on.Group(2, "/bin/sh", ["-c", "cat; echo rank $MUSTER_RANK >&2"], MpiFlavor.None);
        foreach (var template in start.Templates)
        {
            template.Stdin = new StreamSpec { Target = StreamTarget.File, Path = $"{folder}/in" };
            template.Stdout = new StreamSpec { Target = StreamTarget.File, Path = $"{folder}/out-{{run}}-{{attempt}}-{{rank}}" };
            template.Stderr = new StreamSpec { Target = StreamTarget.File, Path = $"{folder}/err-{{rank}}" };
        }
        on.Start(start);
        on.UntilEnd(1).ShouldAllBe(e => e.Reason == "");
        for (var rank = 0; rank < 2; rank++)
        {
            File.ReadAllText($"{folder}/out-{on.Run}-1-{rank}").ShouldBe("what goes in\n");
            File.ReadAllText($"{folder}/err-{rank}").ShouldBe($"rank {rank}\n");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_head_rank_reads_what_is_put_into_its_stdin_and_nobody_else_waits_for_it()
    {
        await using var on = new Nodes(2);
        var start = on.Group(2, "/bin/sh", ["-c", "cat; echo end $MUSTER_RANK"], MpiFlavor.None, pipeAll: true);
        foreach (var template in start.Templates)
            template.Stdin = new StreamSpec { Target = StreamTarget.Pipe };
        on.Start(start);
        on.Next<RanksStarted>(s => s.Node == "node0");
        var piece = new string('x', 40_000) + '\n';
        for (long sent = 0; sent < 10 * piece.Length;)
        {
            on.Tell(0, new PutInput { Key = on.Key, Offset = sent, Data = Google.Protobuf.ByteString.CopyFromUtf8(piece) });
            var next = on.Next<InputTaken>().Next;
            next.ShouldBe(sent + piece.Length);
            // Sent again, or from further on: taken no second time.
            on.Tell(0, new PutInput { Key = on.Key, Offset = sent, Data = Google.Protobuf.ByteString.CopyFromUtf8(piece) });
            on.Next<InputTaken>().Next.ShouldBe(next);
            on.Tell(0, new PutInput { Key = on.Key, Offset = next + 7, Data = Google.Protobuf.ByteString.CopyFromUtf8(piece) });
            on.Next<InputTaken>().Next.ShouldBe(next);
            sent = next;
        }
        on.Tell(0, new PutInput { Key = on.Key, Offset = 10 * piece.Length, End = true });
        on.UntilEnd(2).ShouldAllBe(e => e.Reason == "");
        on.Text(0).ShouldBe(string.Concat(Enumerable.Repeat(piece, 10)) + "end 0\n");
        on.Text(1).ShouldBe("end 1\n");
        on.Tell(0, new PutInput { Key = on.Key, End = true });
        on.Next<InputTaken>().Closed.ShouldBeTrue();
    }

    [Fact]
    public async Task Every_rank_s_output_and_complaints_are_kept_unchanged_and_the_group_is_over_when_they_are()
    {
        await using var on = new Nodes(2);
        var start = on.Group(4, Artifacts.Workload("faults"), ["--no-mpi", "--rank", "-1", "flood", "1"], MpiFlavor.None);
        foreach (var template in start.Templates)
        {
            template.Stdout = new StreamSpec { Target = StreamTarget.Pipe, Consumer = template == start.Templates[0] ? StreamConsumer.Both : StreamConsumer.Keeper };
            template.Stderr = new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper };
        }
        on.Start(start);
        on.UntilEnd(2).ShouldAllBe(e => e.Reason == "");
        var pieces = on.Output();
        for (var rank = 0; rank < 4; rank++)
            string.Concat(pieces.Where(p => p.Rank == rank && p.Stream == RankStream.Stdout).Select(p => p.Data.ToStringUtf8())).Length.ShouldBe(1 << 20);
        pieces.Count(p => p.End).ShouldBe(8);
        on.Text(0).Length.ShouldBe(1 << 20);
        var accounts = on.All.OfType<NodeGroupEnded>().SelectMany(e => e.Accounts).ToArray();
        accounts.Count(a => a.Stream == RankStream.Stdout && a.BytesProduced == 1 << 20 && a.BytesDropped == 0).ShouldBe(4);
        accounts.Count(a => a.Stream == RankStream.Stderr).ShouldBe(4);
    }

    [Fact]
    public async Task When_the_keeper_of_outputs_is_lost_the_run_goes_on_and_the_account_says_what_is_not_kept()
    {
        var gate = Path.Combine(Path.GetTempPath(), $"muster-gate-{Guid.NewGuid():N}");
        await using var on = new Nodes(1);
        var start = on.Group(2, "/bin/sh", ["-c", $"echo before; until [ -e {gate} ]; do sleep 0.02; done; echo after; echo end"], MpiFlavor.None, pipeAll: true);
        start.Templates[0].Stdout.Consumer = StreamConsumer.Both;
        start.Templates[1].Stdout.Consumer = StreamConsumer.Keeper;
        on.Start(start);
        on.Next<LineBatch>();
        on.UntilKept("before\n", rank: 1);
        on.LoseOutputs();
        File.WriteAllText(gate, "");
        on.UntilEnd(1).ShouldAllBe(e => e.Reason == "");
        File.Delete(gate);
        on.Text(0).ShouldBe("before\nafter\nend\n");
        var accounts = on.All.OfType<NodeGroupEnded>().Single().Accounts;
        var kept = accounts.Single(a => a.Rank == 1);
        (kept.BytesProduced, kept.BytesDropped, kept.LinesDropped).ShouldBe((17, 10, 2));
        kept.DropReason.ShouldContain("the host that keeps outputs was lost");
        accounts.Single(a => a.Rank == 0).BytesDropped.ShouldBe(0);
    }

    [Fact]
    public async Task Complaints_that_are_kept_still_tell_their_last_lines_when_a_rank_fails()
    {
        await using var on = new Nodes(1);
        var start = on.Group(1, Artifacts.Workload("faults"), ["--no-mpi", "stderr", "60"], MpiFlavor.None);
        start.Templates[0].Stderr.Consumer = StreamConsumer.Keeper;
        on.Start(start);
        var end = on.UntilEnd(1).Single();
        (end.StderrTail.Count, end.StderrTail[^1]).ShouldBe((50, "complaint 60"));
        on.Output().Where(p => p.Stream == RankStream.Stderr).Sum(p => p.Data.ToStringUtf8().Count(c => c == '\n')).ShouldBe(60);
    }
}
