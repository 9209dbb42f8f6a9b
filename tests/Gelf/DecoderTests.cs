using System.Text;
using Shouldly;
using Xunit;

namespace Muster.Gelf.Tests;

/// <summary>What messages become, and what is no message.</summary>
public sealed class DecoderTests
{
    /// <summary>What the Python client of the Synergos logger sends for its README's example: 397 bytes and a zero byte.</summary>
    public const string SynergosFrame =
        """{"version":"1.0","host":"vm","short_message":"[TTP_test_logger] Hello World!","timestamp":1795157737.3972476,"level":6,"facility":"","level_name":"INFO","_logger":"TTP_test_logger","_stack_info":null,"_owner":"me","_event":"Hello World!","_level":"info","_level_number":20,"_timestamp":"2026-11-20 06:55.37","_file_path":"","_pid":"","_process_name":"","_thread_name":"","_file":"","_function":""}""";

    private readonly Decoding _decoding = new();

    [Fact]
    public void The_frame_of_the_synergos_client_becomes_what_graylog_makes_of_it()
    {
        Encoding.UTF8.GetByteCount(SynergosFrame).ShouldBe(397);
        var (record, fault) = _decoding.Decode(SynergosFrame);
        fault.ShouldBeNull();
        record!.Level.ShouldBe(6);
        record.TimeUs.ShouldBe(1_795_157_737_397_247);
        record.Line.ShouldBe("event=Hello World! level_name=INFO level_number=20 logger=TTP_test_logger message=[TTP_test_logger] Hello World! owner=me source=vm");
        record["gl2_source_input"].ShouldBe("Test Logs");
        record["gl2_remote_ip"].ShouldBe("10.1.2.3");
        record["gl2_remote_port"].ShouldBe(4711L);
    }

    public static TheoryData<string, string> Taken => new()
    {
        // Fields without an underscore count as well; one leading underscore goes.
        { """{"host":"h","short_message":"m","_a":1,"b":2,"__c":3}""", "_c=3 a=1 b=2 message=m source=h" },
        // The standard fields are never replaced, wherever they stand.
        { """{"_message":"x","_source":"y","_level":"z","_timestamp":"t","host":"h","short_message":"m"}""", "message=m source=h" },
        { """{"message":"other","short_message":"m","host":"h"}""", "message=m source=h" },
        { """{"message":"only","host":"h"}""", "message=only source=h" },
        { """{"_message":"only","_source":"s"}""", "message=only source=s" },
        { """{"short_message":"m"}""", "message=m source=10.1.2.3" },
        { """{"host":"","short_message":"m"}""", "message=m source=10.1.2.3" },
        { """{"host":7,"short_message":"m"}""", "host=7 message=m source=10.1.2.3" },
        // The first of a name counts.
        { """{"short_message":"m","host":"h","_a":1,"_a":2}""", "a=1 message=m source=h" },
        // Values.
        { """{"short_message":"m","host":"h","_t":true,"_f":false,"_n":null,"_e":"","_s":"  x \t"}""", "f=False message=m s=x source=h t=True" },
        { """{"short_message":"m","host":"h","_i":-9223372036854775808,"_d":1.5,"_x":1e3}""", "d=1.5 i=-9223372036854775808 message=m source=h x=1000" },
        { """{"short_message":"m","host":"h","_big":1180591620717411303424}""", "big=json:1180591620717411303424 message=m source=h" },
        { """{"short_message":"m","host":"h","_n":NaN,"_i":Infinity,"_j":-Infinity,"_h":1e400}""", "h=Infinity i=Infinity j=-Infinity message=m n=NaN source=h" },
        { """{"short_message":"m","host":"h","_o":{"a":[1,{"b":"]}"}]},"_l":[true,null]}""", """l=json:[true,null] message=m o=json:{"a":[1,{"b":"]}"}]} source=h""" },
        // What is no strict JSON inside is kept as text.
        { """{"short_message":"m","host":"h","_o":{"a":NaN},"_p":[1}}""", """message=m o={"a":NaN} p=[1} source=h""" },
        // Names.
        { """{"short_message":"m","host":"h","_a.b":1,"_c d":2,"_é":3,"_\u0041":4,"_x-y@z":5}""", "A=4 a_b=1 c_d=2 message=m source=h x-y@z=5 é=3" },
        { """{"short_message":"m","host":"h","streams":"x","_gl2_remote_ip":"6.6.6.6","gl2_source_input":"x"}""", "message=m source=h" },
        // Leniency.
        { "{\"short_message\":\"a\tb\nc\",\"host\":\"h\",}", "message=a\tb\nc source=h" },
        { "\uFEFF {\"short_message\":\"m\",\"host\":\"h\"} \r\n", "message=m source=h" },
        { """{"short_message":"\ud800 \udc00\ud83d\ude00\u00e9\u0000\/\"\\","host":"h"}""", "message=\uFFFD \uFFFD\U0001F600é\0/\"\\ source=h" },
        { """{"short_message":"\ud83d","host":"\udfff"}""", "message=\uFFFD source=\uFFFD" },
        { """{"short_message":"\uZZZZ\x","host":"h"}""", "message=\uFFFDZZZZx source=h" },
        { """{"short_message":"m","host":"h","full_message":"long","_exception":"Traceback\n"}""", "exception=Traceback full_message=long message=m source=h" },
        { """{"short_message":"m","host":"h","_run":7,"_rank":3}""", "message=m rank=3 run=7 source=h" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_real_clients_send_is_taken(string json, string line)
    {
        var (record, fault) = _decoding.Decode(json);
        fault.ShouldBeNull();
        record!.Line.ShouldBe(line);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "", "it is empty" },
        { "hello", "it is no JSON object" },
        { "[1]", "it is no JSON object" },
        { "{", "it ends within the object" },
        { """{"short_message":"m","host":"h" """, "a comma or the end of the object is missing" },
        { """{"short_message":"m" "host":"h"}""", "a comma or the end of the object is missing" },
        { """{"short_message":"m","host":"h"} x""", "there is something behind the object" },
        { """{"short_message":"m","host":"h"}{"short_message":"n"}""", "there is something behind the object" },
        { """{"short_message":"m","host":h}""", "a value is neither a string, a number, an object, an array, true, false nor null" },
        { """{"short_message":"m","host"}""", "a colon is missing behind a name" },
        { """{short_message:"m"}""", "a name in quotes is missing" },
        { """{"short_message":"m","host":"h""", "it ends within a string" },
        { """{"short_message":"m\""", "it ends within a string" },
        { """{"short_message":"m","_o":{"a":[1,2}""", "it ends within a nested object or array" },
        { """{"short_message":"m","host":""", "it ends within a member" },
        { """{"short_message":"m","_p":[1}]}""", "a comma or the end of the object is missing" },
        { """{"host":"h"}""", "short_message is missing or empty" },
        { """{"host":"h","short_message":""}""", "short_message is missing or empty" },
        { """{"host":"h","short_message":" \t "}""", "short_message is missing or empty" },
        { """{"host":"h","short_message":5}""", "short_message is no text" },
        { """{"host":"h","short_message":{"a":1},"message":"x"}""", "short_message is no text" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_message_is_refused_with_its_reason(string json, string reason)
    {
        var (record, fault) = _decoding.Decode(json);
        fault.ShouldBe(reason);
        record.ShouldBeNull();
        // Nothing of it is left.
        _decoding.Decode(SynergosFrame).Record!.Fields.Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("1795157737", 1_795_157_737_000_000)]
    [InlineData("1795157737.3972476", 1_795_157_737_397_247)]
    [InlineData("1795157737.000001", 1_795_157_737_000_001)]
    [InlineData("\"1795157737.5\"", 1_795_157_737_500_000)]
    [InlineData("1.795157737e9", 1_795_157_737_000_000)]
    [InlineData("0", Decoding.Now)]
    [InlineData("-5", Decoding.Now)]
    [InlineData("NaN", Decoding.Now)]
    [InlineData("1e300", Decoding.Now)]
    [InlineData("99999999999999999999", Decoding.Now)]
    [InlineData("\"yesterday\"", Decoding.Now)]
    [InlineData("null", Decoding.Now)]
    [InlineData("[1]", Decoding.Now)]
    public void The_time_is_the_clients_to_the_microsecond_or_that_of_receipt(string timestamp, long us)
    {
        _decoding.Decode($$"""{"short_message":"m","host":"h","timestamp":{{timestamp}}}""").Record!.TimeUs.ShouldBe(us);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("\"3\"", 3)]
    [InlineData("4.0", 4)]
    [InlineData("99", 7)]
    [InlineData("-3", 0)]
    [InlineData("\"info\"", 1)]
    [InlineData("null", 1)]
    public void The_level_is_syslogs_and_one_where_none_is_told(string level, int number)
    {
        _decoding.Decode($$"""{"short_message":"m","host":"h","level":{{level}}}""").Record!.Level.ShouldBe(number);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_the_rest_is_kept()
    {
        byte[] json = [.. "{\"short_message\":\"a"u8, 0xff, 0xc3, .. "b\",\"host\":\"h\",\"_k"u8, 0xfe, .. "\":\"v\",\"_o\":{\"a\":\""u8, 0x80, .. "\"}}"u8];
        var (record, fault) = _decoding.Decode(json);
        fault.ShouldBeNull();
        record!.Line.ShouldBe("k_=v message=a\uFFFD\uFFFDb o={\"a\":\"\uFFFD\"} source=h");
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void A_value_nested_ten_thousand_deep_is_kept_as_text_and_costs_no_stack(char open, char close)
    {
        var deep = open == '[' ? new string(open, 10_000) + new string(close, 10_000) : string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string(close, 10_000);
        var (record, fault) = _decoding.Decode($$"""{"short_message":"m","host":"h","_deep":{{deep}},"_after":1}""");
        fault.ShouldBeNull();
        record!["deep"].ShouldBe(deep);
        record["after"].ShouldBe(1L);
    }

    [Fact]
    public void A_message_of_two_mebibytes_is_taken_whole()
    {
        var text = new string('x', 2 * 1024 * 1024 - 40);
        _decoding.Decode($$"""{"short_message":"{{text}}","host":"h"}""").Record!.Message.Length.ShouldBe(text.Length);
    }

    [Fact]
    public void A_reject_keeps_the_reason_and_the_bytes()
    {
        var writer = new Actors.Logs.Records.LogBatchWriter();
        Actors.Logs.Gelf.GelfReject.Add(writer, Decoding.Origin, "it is no JSON object", "hello"u8, 5, Decoding.Now);
        Actors.Logs.Gelf.GelfReject.Add(writer, Decoding.Origin, "it is no JSON object", [0xff, 0x00, 0x41], 3, Decoding.Now);
        Actors.Logs.Gelf.GelfReject.Add(writer, Decoding.Origin, "too long", Encoding.UTF8.GetBytes(new string('é', 100_000)), 200_000, Decoding.Now);
        var rejects = Decoded.All(writer.Take("test", 1, Decoding.Now));
        rejects[0].Line.ShouldBe("bytes=hello logger=muster.rejects message=A GELF message is rejected: it is no JSON object. size=5 source=10.1.2.3");
        rejects[0]["gl2_reject"].ShouldBe("it is no JSON object");
        rejects[0].Level.ShouldBe(4);
        rejects[1]["bytes_base64"].ShouldBe("/wBB");
        ((string)rejects[2]["bytes"]!).Length.ShouldBe(4096);
        rejects[2]["size"].ShouldBe(200_000L);
    }

    [Fact]
    public void Damaged_messages_neither_throw_nor_leave_anything_behind()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        try
        {
            for (var round = 0; round < 20_000; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(round % 3 == 0 ? """{"host":"h","short_message":"a\u00e9\n","_x":[{"a":1.5e3}],"_y":-7,"_z":NaN,"_b":true}""" : SynergosFrame);
                for (var hits = random.Next(1, 4); hits > 0; hits--)
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)"{}[]\",:\\"[random.Next(8)] : (byte)random.Next(256);
                _decoding.Decode(bytes.AsSpan(0, random.Next(2) == 0 ? bytes.Length : random.Next(bytes.Length)));
            }

            _decoding.Decode(SynergosFrame).Record!.Fields.Count.ShouldBe(10);
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"seed {seed}", e);
        }
    }
}
