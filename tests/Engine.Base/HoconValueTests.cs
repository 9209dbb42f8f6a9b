using Akka.Configuration;
using Akka.Configuration.Hocon;
using Shouldly;
using Xunit;

namespace Engine.Base.Tests;

public class HoconValueTests
{
    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);

    [Theory]
    [InlineData("a { x = 1 }\na { y = 2 }", "a.x", "1")]
    [InlineData("a { x = 1 }\na { y = 2 }", "a.y", "2")]
    [InlineData("a.b.c = 1", "a.b.c", "1")]
    [InlineData("a.b.c : 1", "a.b.c", "1")]
    [InlineData("\"/api/x\" { r = on }", "\"/api/x\".r", "on")]
    [InlineData("/user/a-b_c { r = on }", "/user/a-b_c.r", "on")]
    [InlineData("a = 1 # c\nb = 2 // d", "b", "2")]
    [InlineData("a = 1 # c\nb = 2 // d", "a", "1")]
    [InlineData("a = \"\"\"x \"y\" \\n\"\"\"", "a", "x \"y\" \\n")]
    [InlineData("a = \"x\\ty\"", "a", "x\ty")]
    [InlineData("a = ${b}\nb = 7", "a", "7")]
    [InlineData("h = node7\na = \"akka.tcp://S@\"${h}\":4053\"", "a", "akka.tcp://S@node7:4053")]
    [InlineData("a = 5 minutes", "a", "5 minutes")]
    [InlineData("a = null", "a", null)]
    [InlineData("a = 1\na = 2", "a", "2")]
    [InlineData("a { x = 1 } b { y = 2 }", "b.y", "2")]
    [InlineData("akka { actor { provider = remote } remote { port = 0 } }", "akka.remote.port", "0")]
    [InlineData("{ a = 1 }", "a", "1")]
    [InlineData("a\n{\n x = 1\n}", "a.x", "1")]
    [InlineData("a =\n  1", "a", "1")]
    [InlineData("a { x = 1", "a.x", "1")]
    [InlineData("a.\"b.c\".d = 1", "a.\"b.c\".d", "1")]
    [InlineData("\uFEFFa = 1", "a", "1")]
    [InlineData("a = 1, b = 2", "b", "2")]
    [InlineData("a = off-for-windows", "a", "off-for-windows")]
    [InlineData("a = Type+Nested", "a", "Type+Nested")]
    [InlineData("include = 1", "include", "1")]
    [InlineData("includes { a = 1 }", "includes.a", "1")]
    [InlineData("a b = 1", "\"a b\"", "1")]
    public void Texts_are_read_as_Akka_reads_them(string text, string path, string expected) => Parse(text).GetString(path).ShouldBe(expected);

    [Theory]
    [InlineData("a = []", "")]
    [InlineData("a = [1, 2, 3]", "1|2|3")]
    [InlineData("a = [1, 2, ]", "1|2")]
    [InlineData("a = [\n 1\n 2\n]", "1|2")]
    [InlineData("a = [\"x y\", z w]", "x y|z w")]
    [InlineData("b = [1]\na = ${b} [2]", "1|2")]
    [InlineData("a = [1] [2]", "1|2")]
    [InlineData("a = [1]\na = ${a} [2]", "1|2")]
    [InlineData("a = [1]\na += 2", "1|2")]
    [InlineData("a += 2\na += 3", "2|3")]
    [InlineData("a = [1, ${?nowhere}, 2]", "1|2")]
    public void Lists_are_read_and_joined(string text, string expected) => string.Join("|", Parse(text).GetStringList("a")).ShouldBe(expected);

    [Theory]
    [InlineData("x { p = 1 }\ny = ${x}\ny { q = 2 }", "y.p", "1")]
    [InlineData("x { p = 1 }\ny = ${x}\ny { q = 2 }", "y.q", "2")]
    [InlineData("x { p = 1 }\ny = ${x} { q = 2 }", "y.p", "1")]
    [InlineData("x { p = 1 }\ny = ${x} { q = 2 }", "y.q", "2")]
    [InlineData("x { p = 1 }\ny = ${x} { p = 2 }", "x.p", "1")]
    [InlineData("x { p = 1 }\ny = ${x}\ny.p = 3", "y.p", "3")]
    [InlineData("x { p = 1 }\ny = ${x}\nz = ${y.p}", "z", "1")]
    [InlineData("x { p = 1, q = ${x.p} }", "x.q", "1")]
    [InlineData("x = 1\nx = ${x} 2", "x", "1 2")]
    [InlineData("a = ${?nowhere}\nb = 1", "b", "1")]
    [InlineData("a = 1\na = ${?nowhere}", "a", "1")]
    [InlineData("b = 2\na = ${?b}", "a", "2")]
    [InlineData("a = x${?nowhere}y", "a", "xy")]
    public void References_follow_the_specification(string text, string path, string expected) => Parse(text).GetString(path).ShouldBe(expected);

    [Fact]
    public void A_missing_optional_reference_leaves_no_key_behind()
    {
        Parse("a = ${?nowhere}\nc { d = ${?nowhere} }").HasPath("a").ShouldBeFalse();
        Parse("c { d = ${?nowhere} }").HasPath("c.d").ShouldBeFalse();
    }

    [Fact]
    public void The_environment_gives_what_the_text_does_not_define() => Parse("a = ${PATH}").GetString("a").ShouldBe(Environment.GetEnvironmentVariable("PATH").Trim());

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Booleans_are_on_off_true_false(string text, bool expected) => Parse("a = " + text).GetBoolean("a").ShouldBe(expected);

    [Theory]
    [InlineData("yes")]
    [InlineData("TRUE")]
    [InlineData("1")]
    public void Nothing_else_is_a_boolean(string text) =>
        Should.Throw<ConfigurationException>(() => Parse("\n x.a = " + text).GetBoolean("x.a")).Message.ShouldContain($"Line 2, column 8: x.a = '{text}'");

    [Theory]
    [InlineData("100", 1000_000L)]
    [InlineData("20ms", 200_000L)]
    [InlineData("5 s", 50_000_000L)]
    [InlineData("5s", 50_000_000L)]
    [InlineData("0.3 s", 3_000_000L)]
    [InlineData("3 m", 1800_000_000L)]
    [InlineData("5 minutes", 3000_000_000L)]
    [InlineData("2 h", 72_000_000_000L)]
    [InlineData("2 d", 1728_000_000_000L)]
    [InlineData("200 ns", 2L)]
    [InlineData("5 micros", 50L)]
    [InlineData("infinite", -10_000L)]
    public void Durations_have_units(string text, long ticks) => Parse("a = " + text).GetTimeSpan("a").Ticks.ShouldBe(ticks);

    [Theory]
    [InlineData("-1 s")]
    [InlineData("1 week")]
    [InlineData("1 S")]
    [InlineData("soon")]
    public void What_is_no_duration_is_refused(string text) => Should.Throw<ConfigurationException>(() => Parse("a = " + text).GetTimeSpan("a"));

    [Theory]
    [InlineData("128000b", 128000L)]
    [InlineData("128000", 128000L)]
    [InlineData("1m", 1048576L)]
    [InlineData("1MiB", 1048576L)]
    [InlineData("1MB", 1000000L)]
    [InlineData("64k", 65536L)]
    [InlineData("2 GiB", 2147483648L)]
    public void Sizes_have_units(string text, long bytes) => Parse("a = " + text).GetByteSize("a").ShouldBe(bytes);

    [Theory]
    [InlineData("1.5m")]
    [InlineData("1mb")]
    [InlineData("9999999999 EB")]
    public void What_is_no_size_is_refused(string text) => Should.Throw<ConfigurationException>(() => Parse("a = " + text).GetByteSize("a"));

    [Fact]
    public void Missing_paths_give_the_defaults()
    {
        var config = Parse("a = 1");
        config.GetInt("x").ShouldBe(0);
        config.GetInt("x", 7).ShouldBe(7);
        config.GetString("x").ShouldBeNull();
        config.GetString("x", "y").ShouldBe("y");
        config.GetConfig("x").ShouldBeNull();
        config.GetTimeSpan("x").ShouldBe(TimeSpan.Zero);
        config.GetTimeSpan("x", TimeSpan.FromSeconds(3)).ShouldBe(TimeSpan.FromSeconds(3));
        config.GetStringList("x").ShouldBeEmpty();
        config.GetByteSize("x", 5).ShouldBe(5);
        config.GetBoolean("x", true).ShouldBeTrue();
        config.HasPath("x").ShouldBeFalse();
        config.HasPath("a.b").ShouldBeFalse();
    }

    [Fact]
    public void Fallbacks_fill_in_and_objects_merge()
    {
        var config = Parse("a { x = 1, l = [1] }, n = null").WithFallback(Parse("a { x = 2, y = 3, l = [2, 3] }, n = 5, z = 4"));
        config.GetInt("a.x").ShouldBe(1);
        config.GetInt("a.y").ShouldBe(3);
        config.GetInt("z").ShouldBe(4);
        config.GetIntList("a.l").ShouldBe([1]);
        config.GetString("n").ShouldBeNull();
        config.GetConfig("a").GetInt("y").ShouldBe(3);
    }

    [Fact]
    public void A_string_is_a_configuration()
    {
        Config config = "a.b = 1";
        config.GetInt("a.b").ShouldBe(1);
        ("a = 1" + (Config)"b = 2").GetInt("b").ShouldBe(2);
    }

    [Theory]
    [InlineData("a = 1\n}", 2, 1, "'}'")]
    [InlineData("a = {\n b = 1 }}", 2, 9, "'}'")]
    [InlineData("a = akka.tcp://x@y:1", 1, 13, "quotes")]
    [InlineData("a = \"x", 1, 5, "closing")]
    [InlineData("a =\n b = \"\"\"x", 2, 4, "'='")]
    [InlineData("x { a = [1, 2 }", 1, 15, "'}'")]
    [InlineData("a = ${nowhere.at.all}", 1, 5, "nowhere.at.all")]
    [InlineData("a = ${b}\nb = ${a}", 2, 5, "a")]
    [InlineData("a = [1] {x = 1}", 1, 9, "name")]
    [InlineData("a = \"\\q\"", 1, 6, "escape")]
    [InlineData("a b", 1, 4, "ends")]
    [InlineData("a = 1\n= 2", 2, 1, "name")]
    [InlineData("a =", 1, 4, "ends")]
    [InlineData("a = }", 1, 5, "'}'")]
    [InlineData("a = 1 b = 2", 1, 9, "'='")]
    [InlineData("a = ${b} x\nb { c = 1 }", 1, 5, "kind")]
    [InlineData("x = 1\n+= 2", 2, 1, "name")]
    [InlineData("x = 1\nx += 2", 2, 6, "list")]
    [InlineData("include required(\"/no/such.conf\")", 1, 1, "/no/such.conf")]
    public void Errors_name_line_and_column(string text, int line, int column, string says)
    {
        var message = Should.Throw<ConfigurationException>(() => Parse(text)).Message;
        message.ShouldStartWith($"Line {line}, column {column}: ");
        message.ShouldContain(says);
    }

    [Fact]
    public void References_in_a_circle_end_in_an_error_not_in_a_dead_process()
    {
        Should.Throw<ConfigurationException>(() => Parse("a = ${b}\nb = ${c}\nc = ${a}"));
        Should.Throw<ConfigurationException>(() => Parse("a { b = ${a} }"));
        Should.Throw<ConfigurationException>(() => Parse(new string('[', 10_000)));
        Should.Throw<ConfigurationException>(() => Parse("a" + string.Concat(Enumerable.Repeat("{a", 10_000))));
        var doubling = string.Join('\n', Enumerable.Range(1, 60).Select(i => $"x{i} = ${{x{i - 1}}}${{x{i - 1}}}"));
        Should.Throw<ConfigurationException>(() => Parse("x0 = x\n" + doubling));
    }

    [Fact]
    public void Includes_come_from_the_callback_or_from_files()
    {
        ConfigurationFactory.ParseString("a { include \"f\" }", name => Parser.Parse($"x = {name}", null)).GetString("a.x").ShouldBe("f");
        var directory = Directory.CreateTempSubdirectory("hocon").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "main.conf"), "include \"part.conf\"\ninclude \"missing.conf\"\ny = ${x}");
            File.WriteAllText(Path.Combine(directory, "part.conf"), "x = 5");
            ConfigurationFactory.ParseFile(Path.Combine(directory, "main.conf")).GetInt("y").ShouldBe(5);
            File.WriteAllText(Path.Combine(directory, "part.conf"), "\nx = }");
            Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseFile(Path.Combine(directory, "main.conf"))).Message.ShouldContain("part.conf, line 2, column 5");
            File.WriteAllText(Path.Combine(directory, "part.conf"), "include \"main.conf\"");
            Should.Throw<ConfigurationException>(() => ConfigurationFactory.ParseFile(Path.Combine(directory, "main.conf"))).Message.ShouldContain("include itself");
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    [Fact]
    public void Text_is_written_in_the_recorded_layout()
    {
        Parse("a.b = 1").ToString().ShouldBe("  a : {\r\n    b : 1\r\n  }\r\n");
        Config.Empty.ToString().ShouldBe("");
        const string recorded = "  dispatcher : \r\n  within : \"5 s\"\r\n  routees : {\r\n    paths : <<unknown value>>\r\n  }\r\n  remote : \"akka.tcp://SysB@127.0.0.1:47102\"\r\n";
        ConfigurationFactory.ParseDump(recorded).ToString().ShouldBe(recorded);
        Parse("l = [a, \"b c\"]").ToString().ShouldBe("  l : [a,\"b c\"]\r\n");
    }

    [Fact]
    public void The_reference_configuration_is_complete()
    {
        var config = ConfigurationFactory.Default();
        config.GetTimeSpan("akka.actor.ask-timeout").ShouldBe(Timeout.InfiniteTimeSpan);
        config.GetInt("akka.actor.default-dispatcher.throughput").ShouldBe(30);
        config.GetString("akka.actor.serialization-bindings.\"System.Object\"").ShouldBe("json");
        config.GetTimeSpan("akka.reliable-delivery.work-pulling.producer-controller.durable-queue.request-timeout").ShouldBe(TimeSpan.FromSeconds(3));
        config.GetInt("akka.reliable-delivery.work-pulling.producer-controller.buffer-size").ShouldBe(1000);
        config.GetConfig("akka.coordinated-shutdown.phases").AsEnumerable().Count().ShouldBe(12);
        config.GetStringList("akka.coordinated-shutdown.phases.service-stop.depends-on").ShouldBe(["service-requests-done"]);
    }

    [Theory]
    [InlineData("akka.actor.ask-timeot = 1s", "akka.actor.ask-timeot (line 1, column 25) is a setting that nothing reads; did you mean akka.actor.ask-timeout?")]
    [InlineData("akka {\n  logelvel = INFO\n}", "akka.logelvel (line 2, column 14) is a setting that nothing reads; did you mean akka.loglevel?")]
    [InlineData("akka.cluster-of-mine.x = 1", "akka.cluster-of-mine (line 1, column 26) is a setting that nothing reads.")]
    [InlineData("akka.actor.my-dispatcher { type = Dispatcher }", null)]
    [InlineData("akka.actor.deployment { /a { router = round-robin-pool } }", null)]
    [InlineData("akka.loglevel = DEBUG\nmine.own = 1", null)]
    [InlineData("akka.coordinated-shutdown.phases.mine { timeout = 1s }", null)]
    public void Settings_that_nothing_reads_are_found(string text, string finding)
    {
        var found = UnknownSettings.Find(Parse(text).WithFallback(ConfigurationFactory.Default()), [ConfigurationFactory.Default()]);
        if (finding is null)
            found.ShouldBeEmpty();
        else
            found.ShouldHaveSingleItem().ToString().ShouldBe(finding);
    }

    [Fact]
    public void Objects_become_configurations() => ConfigurationFactory.FromObject(new { a = new { b = 3, c = "x y" } }).GetString("a.c").ShouldBe("x y");
}
