using Muster.Driver.Configuration;
using Muster.Driver.Running;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class TemplateFileTests
{
    private const string Here = "/tmp";

    [Fact]
    public void A_file_in_HOCON_says_all_that_a_block_of_ranks_has()
    {
        var templates = Parse("""
            # the first one first
            templates = [
              { program = sh, args = [-c, "echo $HOME \"and\" \u00e9\n", 3], cwd = .
                env { A = 1, B : two words }, env.C = "{size}"
                stdin = pipe, stdout = pipe }   // the head rank
              {
                program : /bin/true
                count = 3
                stdin = "in-{rank}.txt"
                stdout = "out-{run}-{rank}.txt"
                stderr = null
              }
            ]
            """);
        templates.Count.ShouldBe(2);
        var (head, rest) = (templates[0], templates[1]);
        head.Program.ShouldEndWith("/sh");
        head.Args.ShouldBe(["-c", "echo $HOME \"and\" é\n", "3"]);
        (head.Count, head.Cwd, head.Stdin.Target, head.Stdout.Target, head.Stderr).ShouldBe((1, Here, StreamTarget.Pipe, StreamTarget.Pipe, null));
        head.Env.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value}").ShouldBe(["A=1", "B=two words", "C={size}"]);
        (rest.Program, rest.Count, rest.Cwd).ShouldBe(("/bin/true", 3, ""));
        (rest.Stdin.Path, rest.Stdout.Path, rest.Stderr.Target).ShouldBe(("/tmp/in-{rank}.txt", "/tmp/out-{run}-{rank}.txt", StreamTarget.NullDevice));
    }

    [Fact]
    public void A_file_in_JSON_may_be_the_list_itself()
    {
        var templates = Parse("""[{"program": "sh", "args": ["-c", "true", 1.50], "env": {"A.B": "x"}, "count": 2}, {"program": "/bin/true", "stdout": null}]""");
        templates.Sum(t => t.Count).ShouldBe(3);
        templates[0].Args.ShouldBe(["-c", "true", "1.50"]);
        templates[0].Env["A.B"].ShouldBe("x");
        templates[1].Stdout.Target.ShouldBe(StreamTarget.NullDevice);
    }

    [Theory]
    [InlineData("", 1, 1, "no templates")]
    [InlineData("templates = []", 1, 13, "no templates")]
    [InlineData("template = [ { program = sh } ]", 1, 1, "'template' is not known")]
    [InlineData("[ sh ]", 1, 3, "a template is an object")]
    [InlineData("[\n { count = 1 }\n]", 2, 2, "names no program")]
    [InlineData("[\n { program = sh\n   cuont = 1 } ]", 3, 4, "'cuont' is nothing that a template has; it has program, args")]
    [InlineData("[ { program = sh, program = ls } ]", 1, 19, "'program' stands in line 1 already")]
    [InlineData("[ { program = sh, env.A = 1, env = 2 } ]", 1, 30, "'env' stands in line 1 already")]
    [InlineData("[ { program = sh, env = 2, env.A = 1 } ]", 1, 28, "'env' stands in line 1 already")]
    [InlineData("[ { program = sh, count = 0 } ]", 1, 27, "count is a number of ranks")]
    [InlineData("[ { program = sh, count = many } ]", 1, 27, "count is a number of ranks")]
    [InlineData("[ { program = sh, count = 999999 }, { program = sh, count = 2 } ]", 1, 1, "more than 1000000 ranks")]
    [InlineData("[ { program = sh, args = x } ]", 1, 26, "args is a list")]
    [InlineData("[ { program = sh, args = [ a, [b] ] } ]", 1, 31, "an argument is a text")]
    [InlineData("[ { program = sh, env = [] } ]", 1, 25, "env is an object")]
    [InlineData("[ { program = sh, env { A = [] } } ]", 1, 29, "the variable A")]
    [InlineData("[ { program = sh, stdout = [] } ]", 1, 28, "stdout is a text")]
    [InlineData("[ { program = sh }\n  { program = sh, stdin = pipe } ]", 2, 27, "only the head rank")]
    [InlineData("[ { program = ./no-such } ]", 1, 15, "does not exist: /tmp/no-such")]
    [InlineData("[ { program = sh", 1, 3, "this { is not closed")]
    [InlineData("[ { program = sh }", 1, 1, "this [ is not closed")]
    [InlineData("[ { program = \"sh } ]", 1, 15, "does not end")]
    [InlineData("[ { program = sh, stdout = out-{rank} } ]", 1, 32, "'{' must stand inside quotes")]
    [InlineData("[ { program = ${HOME}/x } ]", 1, 15, "nothing is put in for ${...}")]
    [InlineData("[ { program = \"a\\q\" } ]", 1, 15, "\\q means nothing")]
    [InlineData("[ { program = } ]", 1, 15, "the value of 'program' is missing")]
    [InlineData("[ { program sh } ]", 1, 16, "after the name 'program sh'")]
    [InlineData("[ { program = sh } ] x", 1, 22, "'x' stands behind the end")]
    [InlineData("[ { program = sh, args = [1] [2] } ]", 1, 30, "behind a value that is complete")]
    public void What_is_wrong_is_told_with_line_and_column(string text, int line, int column, string reason)
    {
        var fault = Should.Throw<HoconSyntaxException>(() => Parse(text));
        fault.Message.ShouldContain(reason);
        fault.At.ShouldBe(new Place(line, column));
    }

    [Fact]
    public void A_file_is_named_where_it_is_wrong_or_missing()
    {
        Should.Throw<Refusal>(() => TemplateFile.Read("no-such-file", Here, null)).Message.ShouldContain("--templates cannot be read");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "[\n{ program = 7 7 }\n]");
            Should.Throw<Refusal>(() => TemplateFile.Read(file, Here, "/bin")).Message.ShouldStartWith($"{file} line 2 column 13: program '7 7' is neither in PATH");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_its_place()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        const string whole = "templates = [ { program = sh, args = [ \"a\\n\", b c, 3 ], env { A = 1, \"B.C\" : \"\"\"x\"\"\" }, stdout = pipe } ] # end";
        for (var i = 0; i < 5000; i++)
        {
            var text = whole.Remove(random.Next(whole.Length - 4), random.Next(4)).Insert(random.Next(whole.Length - 8), "{}[],:=\"\\\n.$"[random.Next(12)].ToString());
            try
            {
                _ = Parse(text[..random.Next(text.Length)]);
                _ = Parse(text);
            }
            catch (HoconSyntaxException e)
            {
                e.At.Line.ShouldBeInRange(1, 2, $"seed {seed}: {text}");
            }
        }
    }

    [Fact]
    public void What_a_template_leaves_open_is_as_the_options_say()
    {
        var wishes = new RunSpec { Env = { ["A"] = "option", ["B"] = "option" }, Stdout = new StreamSpec { Target = StreamTarget.File, Path = "/o" }, Restart = new RestartPolicy { Most = 2 } };
        var spec = Check(wishes, "[ { program = sh, stdout = null, env { A = head } }, { program = sh, count = 3, stderr = pipe, cwd = /, env { B = own } }, { program = sh } ]");
        spec.Ranks.ShouldBe(5);
        (spec.Env["A"], spec.Env["B"], spec.Cwd, spec.Stdout.Path).ShouldBe(("head", "option", Here, "/dev/null"));
        var (second, third) = (spec.More[0], spec.More[1]);
        (second.Count, second.Cwd, second.Env["A"], second.Env["B"], second.Stdout.Path).ShouldBe((3, "/", "option", "own", "/o"));
        second.Stderr.ShouldBe(new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper });
        (third.Cwd, third.Stderr.Target, third.Restart.Most).ShouldBe((Here, StreamTarget.NullDevice, 2));

        Check(new RunSpec(), "[ { program = sh, stdin = /etc/hostname } ]").Stdin.Path.ShouldBe("/etc/hostname");
        Should.Throw<Refusal>(() => Check(new RunSpec { Ranks = 2 }, "[ { program = sh } ]")).Message.ShouldContain("--ranks and --templates");
        Should.Throw<Refusal>(() => EnsembleRequest.Check(["sh"], Parse("[ { program = sh } ]"), new RunSpec(), 1, 1, Here)).Message.ShouldContain("behind --");
    }

    private static RunSpec Check(RunSpec wishes, string text) => EnsembleRequest.Check(null, Parse(text), wishes, 1, 1, Here).Spec;

    private static IReadOnlyList<RankTemplate> Parse(string text) => TemplateFile.Parse(text, Here, "/usr/bin:/bin");
}
