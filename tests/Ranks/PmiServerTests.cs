using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class PmiServerTests
{
    private readonly Recorder _out = new();

    [Fact]
    public void Two_ranks_exchange_a_key_as_MPICH_does()
    {
        var server = Server(2);
        foreach (var rank in new[] { 0, 1 })
        {
            Ask(server, rank, "cmd=init pmi_version=1 pmi_subversion=1").ShouldBe("cmd=response_to_init pmi_version=1 pmi_subversion=1 rc=0");
            Ask(server, rank, "cmd=get_maxes").ShouldStartWith("cmd=maxes kvsname_max=256 keylen_max=64 vallen_max=1024");
            Ask(server, rank, "cmd=get_appnum").ShouldStartWith("cmd=appnum appnum=0");
            Ask(server, rank, "cmd=get_my_kvsname").ShouldStartWith("cmd=my_kvsname kvsname=kvs");
            Ask(server, rank, "cmd=get kvsname=kvs key=PMI_process_mapping").ShouldBe("cmd=get_result rc=0 msg=success value=(vector,(0,1,2))");
        }
        Ask(server, 0, "cmd=put kvsname=kvs key=-bcast-1-0 value=2F6465").ShouldBe("cmd=put_result rc=0 msg=success");
        Ask(server, 0, "cmd=barrier_in").ShouldBe("");
        Ask(server, 1, "cmd=barrier_in").ShouldBe("");
        _out.Fences.ShouldHaveSingleItem().Puts.ShouldHaveSingleItem().Key.ShouldBe("-bcast-1-0");
        server.CompleteBarrier([new KeyValue { Key = "elsewhere", Value = "1 2=3" }], more: false);
        _out.Take().ShouldBe(["0 cmd=barrier_out", "1 cmd=barrier_out"]);
        Ask(server, 1, "cmd=get kvsname=kvs key=-bcast-1-0").ShouldBe("cmd=get_result rc=0 msg=success value=2F6465");
        Ask(server, 1, "cmd=get kvsname=kvs key=elsewhere").ShouldBe("cmd=get_result rc=0 msg=success value=1 2=3");
        Ask(server, 0, "cmd=finalize").ShouldStartWith("cmd=finalize_ack");
        server.PhaseOf(0).ShouldBe(PmiPhase.Left);
        server.PhaseOf(1).ShouldBe(PmiPhase.Joined);
        _out.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Only_keys_since_the_last_fence_travel_and_parts_open_the_barrier_once()
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 0, "cmd=put kvsname=kvs key=a value=1");
        Ask(server, 0, "cmd=barrier_in");
        server.CompleteBarrier([], more: true);
        _out.Take().ShouldBeEmpty();
        server.CompleteBarrier([], more: false);
        _out.Take().ShouldBe(["0 cmd=barrier_out"]);
        Ask(server, 0, "cmd=put kvsname=kvs key=b value=2");
        Ask(server, 0, "cmd=barrier_in");
        _out.Fences.Select(f => string.Join(',', f.Puts.Select(p => p.Key))).ShouldBe(["a", "b"]);
        _out.Fences.Select(f => f.Fence).ShouldBe([1, 2]);
    }

    [Fact]
    public void Bad_puts_and_gets_are_answered_with_an_error()
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 0, "cmd=put kvsname=other key=a value=1").ShouldContain("rc=-1");
        Ask(server, 0, "cmd=put kvsname=kvs value=1").ShouldContain("rc=-1");
        Ask(server, 0, $"cmd=put kvsname=kvs key={new string('k', 65)} value=1").ShouldContain("rc=-1");
        Ask(server, 0, $"cmd=put kvsname=kvs key=k value={new string('v', 1025)}").ShouldContain("rc=-1");
        Ask(server, 0, "cmd=get kvsname=kvs key=none").ShouldContain("rc=-1");
        Ask(server, 0, "cmd=get kvsname=nope key=none").ShouldContain("rc=-1");
        _out.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Names_can_be_published_looked_up_and_withdrawn()
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 0, "cmd=publish_name service=ocean port=p 1$x").ShouldBe("");
        _out.Names.ShouldBe([(0, NameWish.Publish, "ocean", "p 1$x")]);
        server.CompleteName(0, NameWish.Publish, done: true, "");
        server.CompleteName(0, NameWish.Publish, done: false, "");
        server.CompleteName(0, NameWish.Lookup, done: true, "p 1$x");
        server.CompleteName(0, NameWish.Lookup, done: false, "");
        server.CompleteName(0, NameWish.Unpublish, done: true, "");
        _out.Take().ShouldBe(
        [
            "0 cmd=publish_result info=ok rc=0 msg=success", "0 cmd=publish_result info=failed rc=-1 msg=already_published",
            "0 cmd=lookup_result info=ok rc=0 msg=success port=p 1$x", "0 cmd=lookup_result info=failed rc=-1 msg=not_published", "0 cmd=unpublish_result info=ok rc=0 msg=success",
        ]);
        Ask(server, 0, "cmd=lookup_name").ShouldContain("rc=-1");
        Ask(server, 0, $"cmd=publish_name service={new string('s', 300)} port=1").ShouldContain("rc=-1");
        _out.Names.Count.ShouldBe(1);
    }

    [Fact]
    public void A_fence_s_keys_go_to_ranks_that_read_them_from_memory_and_to_no_other()
    {
        var server = Server(2);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1 segments=1");
        Ask(server, 1, "cmd=init pmi_version=1 pmi_subversion=1");
        server.Handle(0, "cmd=barrier_in"u8);
        server.Handle(1, "cmd=barrier_in"u8);
        _out.Take();
        server.CompleteBarrier([new KeyValue { Key = "a", Value = "1" }], more: true);
        server.CompleteBarrier([new KeyValue { Key = "b", Value = "2" }], more: false);
        _out.Take().ShouldBe(["0 cmd=barrier_out with a,b", "1 cmd=barrier_out"]);
    }

    [Fact]
    public void Spawn_is_refused_and_the_lines_of_its_command_are_swallowed()
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 0, "mcmd=spawn").ShouldBe("");
        Ask(server, 0, "nprocs=2").ShouldBe("");
        Ask(server, 0, "endcmd").ShouldStartWith("cmd=spawn_result rc=-1");
        Ask(server, 0, "cmd=get_universe_size").ShouldStartWith("cmd=universe_size size=1");
    }

    [Fact]
    public void Abort_is_told_with_its_code()
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 0, "cmd=abort exitcode=5");
        _out.Aborts.ShouldBe([(0, 5)]);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("cmd=")]
    [InlineData("cmd=dance")]
    [InlineData("cmd=init pmi_version=1 pmi_subversion=1")]
    [InlineData("cmd=put\tkvsname=kvs")]
    public void What_is_not_PMI_1_is_a_violation(string line)
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 0, line);
        _out.Violations.ShouldHaveSingleItem();
    }

    [Fact]
    public void Commands_before_init_and_entering_twice_are_violations()
    {
        var server = Server(2);
        Ask(server, 0, "cmd=get_maxes");
        Ask(server, 1, "cmd=init pmi_version=1 pmi_subversion=1");
        Ask(server, 1, "cmd=barrier_in");
        Ask(server, 1, "cmd=barrier_in");
        _out.Violations.Count.ShouldBe(2);
    }

    [Fact]
    public void A_later_protocol_version_is_refused_politely()
    {
        var server = Server(1);
        Ask(server, 0, "cmd=init pmi_version=2 pmi_subversion=0").ShouldEndWith("rc=-1");
        Ask(server, 0, "cmd=init pmi_version=1 pmi_subversion=1").ShouldEndWith("rc=0");
    }

    [Fact]
    public void No_bytes_whatever_make_the_server_throw()
    {
        var words = Gen.Elements("cmd=", "mcmd=", "spawn", "init", "put", "get", "barrier_in", "abort", "endcmd", " ", "=", "key=", "value=", "kvsname=kvs", "\n", "\0", "\u00ff", "pmi_version=1", "exitcode=x", "service=", "port=");
        var property = Prop.ForAll(words.ArrayOf().ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (parts, chunk) =>
        {
            var server = new PmiServer("kvs", 1, null, [(0, 0)], new Recorder());
            var reader = new PmiLineReader();
            var bytes = Encoding.Latin1.GetBytes(string.Concat(parts) + "\n");
            for (var at = 0; at < bytes.Length; at += chunk)
                reader.Feed(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)), line => server.Handle(0, line)).ShouldBeTrue();
            return true;
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lines_are_put_together_from_pieces_and_endless_ones_refused()
    {
        var lines = new List<string>();
        var reader = new PmiLineReader();
        void Add(ReadOnlySpan<byte> line) => lines.Add(Encoding.ASCII.GetString(line));
        reader.Feed("cmd=a\ncmd"u8, Add).ShouldBeTrue();
        reader.Feed("=b"u8, Add).ShouldBeTrue();
        reader.Feed("\n\ncmd=c\n"u8, Add).ShouldBeTrue();
        lines.ShouldBe(["cmd=a", "cmd=b", "", "cmd=c"]);
        reader.Feed(new byte[PmiLimits.LineBytes], Add).ShouldBeTrue();
        reader.Feed(new byte[1], Add).ShouldBeFalse();
    }

    private PmiServer Server(int ranks) => new("kvs", ranks, $"(vector,(0,1,{ranks}))", Enumerable.Range(0, ranks).Select(r => (r, 0)), _out);

    private string Ask(PmiServer server, int rank, string line)
    {
        server.Handle(rank, Encoding.Latin1.GetBytes(line));
        return string.Join('|', _out.Take().Select(r => r[(r.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
    }

    private sealed class Recorder : IPmiOutput
    {
        private List<string> _replies = [];
        private string _keys = "";

        public List<(long Fence, IReadOnlyList<KeyValue> Puts)> Fences { get; } = [];

        public List<(int, int)> Aborts { get; } = [];

        public List<string> Violations { get; } = [];

        public List<string> Take()
        {
            var taken = _replies;
            _replies = [];
            return taken;
        }

        public void Reply(int rank, string line) => _replies.Add($"{rank} {line.TrimEnd('\n')}");

        public List<(int, NameWish, string, string)> Names { get; } = [];

        public void ReplyWithKeys(int rank, string line) => Reply(rank, $"{line.TrimEnd('\n')} with {_keys}");

        public void KeysArrived(IReadOnlyList<KeyValue> keys) => _keys = string.Join(',', keys.Select(k => k.Key));

        public void NameAsked(int rank, NameWish wish, string service, string port) => Names.Add((rank, wish, service, port));

        public void BarrierEntered(long fence, IReadOnlyList<KeyValue> puts) => Fences.Add((fence, puts));

        public void Aborted(int rank, int exitCode) => Aborts.Add((rank, exitCode));

        public void Violated(int rank, string what) => Violations.Add(what);
    }
}
