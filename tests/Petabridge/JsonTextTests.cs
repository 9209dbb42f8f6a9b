using System.Text;
using System.Text.Json;
using Petabridge.Cmd.Wire;
using Shouldly;
using Xunit;

namespace Petabridge.Tests;

/// <summary>The client's own JSON against the library's.</summary>
public sealed class JsonTextTests
{
    [Fact]
    public void What_the_library_writes_is_read_and_what_is_written_the_library_reads()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var value = Any(random, 0);
            var text = JsonSerializer.Serialize(value, new JsonSerializerOptions { WriteIndented = random.Next(2) == 0 });
            JsonSerializer.Serialize(JsonText.Read(text)).ShouldBe(JsonSerializer.Serialize(value), $"seed {seed}: {text}");
            var words = Words(random);
            var written = new StringBuilder();
            JsonText.Append(written, words);
            JsonSerializer.Deserialize<string>(written.ToString()).ShouldBe(words, $"seed {seed}");
            JsonText.Read(written.ToString()).ShouldBe(words);
        }
    }

    [Fact]
    public void What_is_cut_or_changed_is_refused_as_the_library_refuses_it()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 5000; i++)
        {
            var text = JsonSerializer.Serialize(Any(random, 0));
            var at = random.Next(text.Length);
            text = random.Next(2) == 0 ? text[..at] : text.Remove(at, 1).Insert(at, "{}[],:\"\\x\u00019-t"[random.Next(13)].ToString());
            var wanted = Reads(() => JsonDocument.Parse(text).Dispose());
            // It need not refuse a number written oddly, such as 01; it must not take what the library does not take as an object of the same shape.
            if (wanted)
                Reads(() => JsonText.Read(text)).ShouldBeTrue($"seed {seed}: {text}");
            else if (!text.Any(char.IsDigit))
                Reads(() => JsonText.Read(text)).ShouldBeFalse($"seed {seed}: {text}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("nul")]
    [InlineData("\"\\q\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("1 2")]
    public void No_json_is_refused_with_the_character(string text) => Should.Throw<FormatException>(() => JsonText.Read(text)).Message.ShouldStartWith("character ");

    [Fact]
    public void Depth_is_bounded() => Should.Throw<FormatException>(() => JsonText.Read(new string('[', 100_000)));

    private static bool Reads(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return false;
        }
    }

    private static object Any(Random random, int depth) => random.Next(depth > 4 ? 5 : 7) switch
    {
        0 => true,
        1 => false,
        2 => null,
        3 => random.NextInt64(),
        4 => Words(random),
        5 => Enumerable.Range(0, random.Next(4)).Select(_ => Any(random, depth + 1)).ToList(),
        _ => Enumerable.Range(0, random.Next(4)).Select(n => $"{Words(random)}{n}").Distinct().ToDictionary(name => name, _ => Any(random, depth + 1)),
    };

    private static string Words(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
            text.Append(random.Next(4) switch
            {
                0 => ((char)random.Next(0x20)).ToString(),
                1 => "\"\\/ß€"[random.Next(5)].ToString(),
                2 => "😀",
                _ => ((char)random.Next('a', 'z')).ToString(),
            });
        return text.ToString();
    }
}
