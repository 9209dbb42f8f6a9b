using System.Text;
using Muster.Actors.Logs.Gelf;
using Muster.Actors.Logs.Records;
using Muster.Actors.Logs.Streams;
using Shouldly;
using Xunit;

namespace Muster.Gelf.Tests;

/// <summary>Which streams a record is in.</summary>
public sealed class StreamTests
{
    private static string Route(StreamRules rules, string json)
    {
        var writer = new LogBatchWriter();
        new GelfDecoder().Decode(Encoding.UTF8.GetBytes(json), writer, Decoding.Origin, Decoding.Now).ShouldBeNull();
        foreach (var record in new LogBatch(writer.Take("test", 1, Decoding.Now)))
            return rules.Route(record);
        throw new InvalidOperationException("no record");
    }

    private static bool Holds(StreamRule rule, string field) =>
        Route(new StreamRules([new LogStream("s", [rule])]), $$"""{"short_message":"m","host":"h"{{(field.Length > 0 ? "," : "")}}{{field}}}""") == "default,s";

    [Theory]
    [InlineData("TTP_test_logger", "default,TTP Stream")]
    [InlineData("SYS_x", "default,Sysmetrics Stream")]
    [InlineData("DIR_x", "default,Director Stream")]
    [InlineData("WKR_x", "default,Worker Stream")]
    // A substring anywhere, case counts, and a record is in every stream whose rules hold.
    [InlineData("TTP_SYS_x", "default,Sysmetrics Stream,TTP Stream")]
    [InlineData("my_WKR_", "default,Worker Stream")]
    [InlineData("ttp_x", "default")]
    [InlineData("other", "default")]
    public void The_four_streams_of_the_seed_are_there(string logger, string streams)
    {
        Route(StreamRules.Default, $$"""{"short_message":"m","host":"h","_logger":"{{logger}}"}""").ShouldBe(streams);
    }

    public static TheoryData<RuleKind, string, string, bool> Rules => new()
    {
        { RuleKind.Exact, "ab", "\"_f\":\"ab\"", true },
        { RuleKind.Exact, "ab", "\"_f\":\"abc\"", false },
        { RuleKind.Exact, "5", "\"_f\":5", true },
        { RuleKind.Exact, "1.5", "\"_f\":1.5", true },
        { RuleKind.Exact, "true", "\"_f\":true", true },
        { RuleKind.Regex, "^a.c$", "\"_f\":\"abc\"", true },
        { RuleKind.Regex, "b", "\"_f\":\"abc\"", true },
        { RuleKind.Regex, "^b", "\"_f\":\"abc\"", false },
        { RuleKind.Regex, "(a+)+$", $"\"_f\":\"{new string('a', 60)}!\"", false },
        { RuleKind.Greater, "3", "\"_f\":4", true },
        { RuleKind.Greater, "3", "\"_f\":\"3.5\"", true },
        { RuleKind.Greater, "3", "\"_f\":3", false },
        { RuleKind.Smaller, "3", "\"_f\":2.5", true },
        { RuleKind.Smaller, "3", "\"_f\":4", false },
        { RuleKind.Presence, "", "\"_f\":0", true },
        { RuleKind.Presence, "", "\"_f\":\"x\"", true },
        { RuleKind.Contains, "b", "\"_f\":\"abc\"", true },
        { RuleKind.Contains, "B", "\"_f\":\"abc\"", false },
        { RuleKind.Contains, "é", "\"_f\":\"caf\\u00e9\"", true },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_kind_of_rule_holds_as_in_graylog_and_inverted_the_other_way(RuleKind kind, string value, string field, bool holds)
    {
        Holds(new StreamRule(kind, "f", value), field).ShouldBe(holds);
        Holds(new StreamRule(kind, "f", value, Inverted: true), field).ShouldBe(!holds);
    }

    [Theory]
    [InlineData(RuleKind.Exact, "x", false, true)]
    [InlineData(RuleKind.Regex, "x", false, true)]
    [InlineData(RuleKind.Presence, "", false, true)]
    [InlineData(RuleKind.Contains, "x", false, true)]
    // What is no number is neither above nor below.
    [InlineData(RuleKind.Greater, "1", false, false)]
    [InlineData(RuleKind.Smaller, "1", false, false)]
    [InlineData(RuleKind.Always, "", true, false)]
    public void A_record_without_the_field_is_in_when_the_rule_is_inverted(RuleKind kind, string value, bool holds, bool inverted)
    {
        Holds(new StreamRule(kind, "f", value), "").ShouldBe(holds);
        Holds(new StreamRule(kind, "f", value, Inverted: true), "").ShouldBe(inverted);
    }

    [Fact]
    public void An_input_is_matched_by_its_name()
    {
        Holds(new StreamRule(RuleKind.MatchInput, "", "Test Logs"), "").ShouldBeTrue();
        Holds(new StreamRule(RuleKind.MatchInput, "", "TTP Logs"), "").ShouldBeFalse();
    }

    [Fact]
    public void All_rules_or_any_of_them_decide_and_a_stream_can_take_its_records_out_of_the_default_one()
    {
        var (a, b) = (new StreamRule(RuleKind.Presence, "a", ""), new StreamRule(RuleKind.Presence, "b", ""));
        var rules = new StreamRules(
        [
            new LogStream("both", [a, b]),
            new LogStream("any", [a, b]) { Any = true },
            new LogStream("away", [b]) { RemovesFromDefault = true },
            new LogStream("off", [a]) { Disabled = true },
            new LogStream("empty", []),
        ]);
        Route(rules, """{"short_message":"m","_a":1}""").ShouldBe("default,any");
        Route(rules, """{"short_message":"m","_b":1}""").ShouldBe("any,away");
        Route(rules, """{"short_message":"m","_a":1,"_b":1}""").ShouldBe("both,any,away");
        Route(rules, """{"short_message":"m"}""").ShouldBe("default");
        Route(rules, """{"short_message":"m"}""").ShouldBeSameAs(Route(rules, """{"short_message":"n"}"""));
    }

    [Fact]
    public void What_is_no_message_is_in_the_stream_of_rejects_alone()
    {
        var writer = new LogBatchWriter();
        GelfReject.Add(writer, Decoding.Origin, "it is no JSON object", "TTP_"u8, 4, Decoding.Now);
        foreach (var record in new LogBatch(writer.Take("test", 1, Decoding.Now)))
            StreamRules.Default.Route(record).ShouldBe("rejects");
        // A client cannot put a message there.
        Route(StreamRules.Default, """{"short_message":"m","_gl2_reject":"x","gl2_reject":"y"}""").ShouldBe("default");
    }

    [Fact]
    public void A_test_tells_the_streams_of_a_message_rule_by_rule()
    {
        Messages.Logs.RulesTested Test(string message, string pack = "") =>
            RuleTest.Answer(new Messages.Logs.TestRules { Message = Google.Protobuf.ByteString.CopyFromUtf8(message), ContentPack = Google.Protobuf.ByteString.CopyFromUtf8(pack) }, StreamRules.Default);
        var tested = Test(DecoderTests.SynergosFrame);
        tested.Routed.ShouldBe(["default", "TTP Stream"]);
        tested.Streams.Select(s => (s.Name, s.Matches)).ShouldBe([("Sysmetrics Stream", false), ("Director Stream", false), ("TTP Stream", true), ("Worker Stream", false)]);
        var rule = tested.Streams[2].Rules.Single();
        (rule.Kind, rule.Field, rule.Value, rule.Inverted, rule.Holds).ShouldBe(("CONTAINS", "logger", "TTP_", false, true));
        Test("{}").Fault.ShouldBe("The message would be rejected: short_message is missing or empty.");
        Test(DecoderTests.SynergosFrame, "{}").Fault.ShouldContain("no 'entities'");
        Test(DecoderTests.SynergosFrame, """{"entities":[{"type":{"name":"stream"},"data":{"title":"mine","remove_matches":true,"stream_rules":[{"type":"PRESENCE","field":"owner"}]}}]}""").Routed.ShouldBe(["mine"]);
    }

    [Fact]
    public void Streams_that_cannot_be_are_refused_in_words()
    {
        var rule = new StreamRule(RuleKind.Always, "", "");
        Should.Throw<ArgumentException>(() => new StreamRules([new LogStream("a,b", [rule])])).Message.ShouldContain("a comma");
        Should.Throw<ArgumentException>(() => new StreamRules([new LogStream("a", [rule]), new LogStream("a", [rule])])).Message.ShouldContain("two streams 'a'");
        Should.Throw<ArgumentException>(() => new StreamRules(Enumerable.Range(0, 61).Select(i => new LogStream($"s{i}", [rule])))).Message.ShouldContain("60 are possible");
    }

    [Fact]
    public void A_content_pack_brings_its_inputs_streams_and_dashboards()
    {
        const string pack = """
            {"v": 1, "id": "x", "rev": 1, "name": "Synergos Logs", "parameters": [], "entities": [
              {"v": "1", "type": {"name": "stream", "version": "1"}, "id": "s1", "constraints": [], "data": {
                "alarm_callbacks": [], "outputs": [], "alert_conditions": [],
                "remove_matches": {"@type": "boolean", "@value": true}, "title": {"@type": "string", "@value": "TTP Stream"},
                "stream_rules": [
                  {"type": {"@type": "string", "@value": "CONTAINS"}, "field": {"@type": "string", "@value": "logger"}, "value": {"@type": "string", "@value": "TTP_"},
                   "inverted": {"@type": "boolean", "@value": false}, "description": {"@type": "string", "@value": ""}},
                  {"type": {"@type": "string", "@value": "ALWAYS_MATCHES"}, "field": {"@type": "string", "@value": ""}, "value": {"@type": "string", "@value": ""}, "inverted": {"@type": "boolean", "@value": true}}],
                "matching_type": {"@type": "string", "@value": "OR"}, "disabled": {"@type": "boolean", "@value": false},
                "description": {"@type": "string", "@value": "Logs documenting ttp operations"}, "default_stream": {"@type": "boolean", "@value": false}}},
              {"v": "1", "type": {"name": "input", "version": "1"}, "data": {
                "title": {"@type": "string", "@value": "TTP Logs"}, "configuration": {"port": {"@type": "integer", "@value": 9300}, "tls_enable": {"@type": "boolean", "@value": false}},
                "static_fields": {}, "type": {"@type": "string", "@value": "org.graylog2.inputs.gelf.tcp.GELFTCPInput"}, "global": {"@type": "boolean", "@value": true}, "extractors": []}},
              {"v": "1", "type": {"name": "input", "version": "1"}, "data": {
                "title": {"@type": "string", "@value": "Beats"}, "configuration": {}, "type": {"@type": "string", "@value": "org.graylog.plugins.beats.Beats2Input"}}},
              {"v": "1", "type": {"name": "dashboard", "version": "2"}, "data": {"title": {"@type": "string", "@value": "Synergos Dashboard"}, "search": {"queries": []}}},
              {"v": "1", "type": {"name": "lookup_table", "version": "1"}, "data": {}}]}
            """;
        var read = ContentPack.Read(Encoding.UTF8.GetBytes(pack));
        read.Name.ShouldBe("Synergos Logs");
        read.Inputs.ShouldBe([new GelfInputSettings("TTP Logs", GelfTransport.Tcp, 9300)]);
        read.Dashboards.Single().Title.ShouldBe("Synergos Dashboard");
        read.PassedOver.ShouldBe(["input 'Beats' of type org.graylog.plugins.beats.Beats2Input", "lookup_table"]);
        var stream = read.Streams.Single();
        (stream.Name, stream.Any, stream.RemovesFromDefault, stream.Disabled, stream.Description).ShouldBe(("TTP Stream", true, true, false, "Logs documenting ttp operations"));
        stream.Rules.Select(r => (r.Kind, r.Field, r.Value, r.Inverted)).ShouldBe([(RuleKind.Contains, "logger", "TTP_", false), (RuleKind.Always, "", "", true)]);
        Route(new StreamRules(read.Streams), DecoderTests.SynergosFrame).ShouldBe("TTP Stream");
    }

    [Theory]
    [InlineData("nonsense", "no JSON")]
    [InlineData("{}", "no 'entities'")]
    [InlineData("""{"entities":[{"type":{"name":"stream"}}]}""", "has no 'data'")]
    [InlineData("""{"entities":[{"type":{"name":"stream"},"data":{"title":"s","stream_rules":[{"type":"NEAR"}]}}]}""", "Stream 's' has a rule of the unknown type 'NEAR'")]
    [InlineData("""{"entities":[{"type":{"name":"stream"},"data":{"title":"s","stream_rules":[{"type":"REGEX","value":"("}]}}]}""", "does not compile")]
    [InlineData("""{"entities":[{"type":{"name":"input"},"data":{"title":"i","type":"org.graylog2.inputs.gelf.udp.GELFUDPInput"}}]}""", "Input 'i' has no usable port")]
    public void A_file_that_is_no_content_pack_is_refused_in_words(string text, string message)
    {
        Should.Throw<ContentPackException>(() => ContentPack.Read(Encoding.UTF8.GetBytes(text))).Message.ShouldContain(message);
    }
}
