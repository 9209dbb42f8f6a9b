using System.Text;
using Google.Protobuf;
using Muster.Driver.Running;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public sealed class OutputPrinterTests
{
    private readonly StringBuilder _printed = new();

    [Fact]
    public void Lines_of_ranks_do_not_mix_and_begin_with_their_label()
    {
        var printer = Printer((run, rank) => $"{run}.{rank}: ");
        printer.Take(1, Piece(0, "a\nb"));
        printer.Take(1, Piece(1, "c\n"));
        printer.Take(1, Piece(0, "b\n"));
        printer.Take(1, Piece(1, "no end", end: true));
        _printed.ToString().ShouldBe("1.0: a\n1.1: c\n1.0: bb\n1.1: no end\n");
    }

    [Fact]
    public void Without_a_label_bytes_are_unchanged_and_a_long_line_stays_whole()
    {
        var printer = Printer(null);
        printer.Take(1, Piece(0, "\u00e4\0\t\r\n"));
        printer.Take(1, Piece(0, new string('x', 70_000)));
        printer.Take(1, Piece(1, "other\n"));
        printer.Take(1, Piece(0, "\n"));
        _printed.ToString().ShouldBe("\u00e4\0\t\r\nother\n" + new string('x', 70_000) + "\n");
    }

    [Fact]
    public void A_line_that_was_cut_and_an_empty_end_are_taken_as_they_are()
    {
        var printer = Printer((_, rank) => $"{rank}> ");
        printer.Take(1, new OutputPiece { Data = ByteString.CopyFromUtf8("cut"), CutLine = true });
        printer.Take(1, Piece(0, "rest\n"));
        printer.Take(1, Piece(0, "", end: true));
        _printed.ToString().ShouldBe("0> cut\n0> rest\n");
    }

    private OutputPrinter Printer(Func<long, int, string>? label) => new((stream, bytes) => _printed.Append(Encoding.UTF8.GetString(bytes.Span)), label);

    private static OutputPiece Piece(int rank, string text, bool end = false) => new() { Rank = rank, Stream = RankStream.Stdout, Data = ByteString.CopyFromUtf8(text), End = end };
}
