using System.Text.RegularExpressions;
using Akka.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Config = Akka.Configuration.Config;

namespace Engine.Base.Tests;

public class HoconPropertyTests
{
    private static readonly Gen<string> s_keys = Gen.Elements("a", "b", "c", "x-y", "k.with.dots", "with space", "include");

    private static readonly Gen<string> s_texts = Gen.Elements("1", "on", "5 s", "akka.tcp://S@h:1", "", "null", "a \"quoted\" one", "back\\slash", "line\nbreak", "#no comment", "ü", "[x]", "{y}", "${z}", "//u", "+=", "tab\there");

    /// <summary>Objects, lists and texts up to a depth, as HOCON written with quotes everywhere.</summary>
    private static Gen<string> Value(int depth)
    {
        var text = s_texts.Select(Quote);
        if (depth == 0)
            return text;
        return Gen.OneOf(text, text, Value(depth - 1).ListOf().Select(items => "[" + string.Join(",", items.Take(4)) + "]"), Object(depth - 1).Select(members => "{" + members + "}"));
    }

    private static Gen<string> Object(int depth) =>
        (from key in s_keys from value in Value(depth) select (Key: key, Text: Quote(key) + " = " + value)).ListOf()
            .Select(fields => string.Join("\n", fields.DistinctBy(field => field.Key).Take(5).Select(field => field.Text)));

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";

    private static string Shown(Config config) => config.ToString();

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Prop.ForAll(Object(3).ToArbitrary(), text =>
        {
            var once = Shown(ConfigurationFactory.ParseString(text));
            return Shown(ConfigurationFactory.ParseDump(once)) == once;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_is_associative_and_a_configuration_wins_over_its_fallback() =>
        Prop.ForAll(Object(2).ToArbitrary(), Object(2).ToArbitrary(), Object(2).ToArbitrary(), (first, second, third) =>
        {
            Config a = ConfigurationFactory.ParseString(first), b = ConfigurationFactory.ParseString(second), c = ConfigurationFactory.ParseString(third);
            var left = Keys(a.SafeWithFallback(b).SafeWithFallback(c));
            var right = Keys(a.SafeWithFallback(b.SafeWithFallback(c)));
            return left.SetEquals(right) && Keys(a).Where(pair => !pair.EndsWith("={}")).All(left.Contains);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_with_oneself_or_with_nothing_changes_nothing() =>
        Prop.ForAll(Object(3).ToArbitrary(), text =>
        {
            var config = ConfigurationFactory.ParseString(text);
            var same = ConfigurationFactory.ParseString(text);
            return Keys(config.SafeWithFallback(same)).SetEquals(Keys(config))
                && Keys(config.SafeWithFallback(Config.Empty)).SetEquals(Keys(config))
                && Keys(Config.Empty.SafeWithFallback(config)).SetEquals(Keys(config));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_texts_after_each_other_merge_like_a_fallback() =>
        Prop.ForAll(Object(2).ToArbitrary(), Object(2).ToArbitrary(), (first, second) =>
            Keys(ConfigurationFactory.ParseString(first + "\n" + second))
                .SetEquals(Keys(ConfigurationFactory.ParseString(second).SafeWithFallback(ConfigurationFactory.ParseString(first))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Garbage_is_read_or_refused_with_line_and_column()
    {
        var pieces = Gen.Elements("a", "b", ".", "=", "{", "}", "[", "]", "${", "${?a}", "${b}", "}", "\"", "\"\"\"", "\n", " ", ",", "#", "//", "+=", "include \"f\"", ":", "x = 1\n", "\\", "$", "\t", "é", "\0");
        Prop.ForAll(pieces.ListOf().Select(list => string.Concat(list)).ToArbitrary(), Check).QuickCheckThrowOnFailure();
        Prop.ForAll<string>(text => Check(text ?? "")).QuickCheckThrowOnFailure();

        static bool Check(string text)
        {
            try
            {
                var config = ConfigurationFactory.ParseString(text);
                _ = config.ToString();
                return true;
            }
            catch (ConfigurationException e)
            {
                return Regex.IsMatch(e.Message, @"^Line \d+, column \d+: ");
            }
        }
    }

    /// <summary>Every leaf as path=value.</summary>
    private static HashSet<string> Keys(Config config)
    {
        var found = new HashSet<string>();
        if (config.Root?.GetObject() is { } root)
            Walk("", root, found);
        return found;
    }

    private static void Walk(string path, Akka.Configuration.Hocon.HoconObject node, HashSet<string> found)
    {
        foreach (var (key, value) in node.Items)
        {
            if (value.IsObject() && value.GetObject().Items.Count > 0)
                Walk($"{path}/{key}", value.GetObject(), found);
            else
                found.Add($"{path}/{key}={(value.IsObject() ? "{}" : value.ToString())}");
        }
    }
}
