using System.Text;
using Google.Protobuf;
using Muster.Driver.Shim;
using Muster.Driver.Verbs;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Shim.Tests;

public sealed class ShimStoryTests
{
    private static readonly DateTimeOffset Time = new(2023, 5, 11, 15, 26, 35, 986, TimeSpan.Zero);

    private static AttemptReport Failed(FailureClass failure, int code = 0, int signal = 0) => new()
    {
        State = RunState.Failed,
        Failure = failure,
        Reason = "the reason",
        RanksStartedUs = 1,
        Ranks = { new RankReport { ExitCode = code, Signal = signal } },
    };

    private static string[] Texts(AttemptReport attempt, bool wroteOut, bool wroteError) => [.. ShimStory.Ended(attempt, wroteOut, wroteError).Select(line => $"{line.Function}|{line.Text}")];

    [Fact]
    public void A_success_tells_its_output_and_its_stderr_where_there_is_some()
    {
        var done = new AttemptReport { State = RunState.Completed };
        Texts(done, true, false).ShouldBe(["run_image|Execution complete", "run_image|stdout: "]);
        Texts(done, false, true).ShouldBe(["run_image|Execution complete", "run_image|stdout: ", "run_image|stderr: "]);
    }

    [Fact]
    public void A_failure_tells_how_it_ended_and_all_that_was_printed()
    {
        Texts(Failed(FailureClass.ExitCode, code: 3), false, true).ShouldBe(["run_image|Execution unscuccesful; exit code=3", "run_image|Error output: "]);
        Texts(Failed(FailureClass.Signal, signal: 11), true, true).ShouldBe(["run_image|Execution FAILED; exit code=-11", "run_image|stdout: ", "run_image|Error output: "]);
        Texts(Failed(FailureClass.Timeout), true, false).ShouldBe(
            ["run_cmdline)|FATAL: Failed to execute command, timeout reached", "run_image|Execution FAILED; exit code=-1", "run_image|stdout: ", "run_image|Error output: "]);
        Texts(Failed(FailureClass.Host), false, false).ShouldBe(["run_image|Execution FAILED; exit code=-1", "run_image|Error output: the reason"]);
    }

    [Fact]
    public void A_program_that_could_not_be_started_is_a_failure_like_others()
    {
        ShimStory.Missing("no such file").Select(line => $"{line.Function}|{line.Text}").ShouldBe(
            ["run_cmdline)|FATAL: Exception while attempting to start a process", "run_image|Execution unscuccesful; exit code=1", "run_image|Error output: no such file"]);
    }

    [Fact]
    public void A_retry_is_announced_with_its_pause()
    {
        ShimStory.Again(new AttemptSuperseded { Attempt = 1, NextAttempt = 2, DelayMs = 500 }, 3).Text.ShouldBe("Retry 1 of 3 in 0.5 s");
        ShimStory.Again(new AttemptSuperseded { Attempt = 7, NextAttempt = 8, DelayMs = 32_000 }, -1).Text.ShouldBe("Retry 7 in 32 s");
    }

    [Fact]
    public async Task A_line_of_the_log_is_what_users_scripts_read()
    {
        var folder = Directory.CreateTempSubdirectory("muster-shim-");
        try
        {
            string path;
            await using (var log = ShimLog.Open(folder.FullName, "regular-shim", Time, TimeZoneInfo.Utc))
            {
                path = log.Path;
                await log.WriteAsync(Time, "INFO", "logger_host", ShimStory.Hello);
                await log.WriteAsync(Time, "WARNING", "shim_host_0.run_image", "stdout: ", Bytes([0xff, (byte)'\n']));
            }

            Path.GetFileName(path).ShouldBe("regular-shim_05_11_15_26_35.log");
            (await File.ReadAllBytesAsync(path)).ShouldBe(
            [
                .. "2023-05-11 15:26:35,986 INFO     logger_host :: hello from logging thread\n"u8,
                .. "2023-05-11 15:26:35,986 WARNING  shim_host_0.run_image :: stdout: "u8, 0xff, (byte)'\n', (byte)'\n',
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_that_is_not_there_leaves_the_log_in_tmp()
    {
        await using var log = ShimLog.Open("/no/such/folder", $"shim-test-{Environment.ProcessId}", Time, TimeZoneInfo.Utc);
        log.Path.ShouldStartWith("/tmp/shim-test-");
        File.Delete(log.Path);
    }

    [Fact]
    public async Task Large_outputs_are_read_again_and_come_whole()
    {
        var piece = new OutputPiece { Stream = RankStream.Stdout, Data = ByteString.CopyFrom(new byte[64 * 1024]) };
        var error = new OutputPiece { Stream = RankStream.Stderr, Data = ByteString.CopyFromUtf8("e") };
        var reads = 0;
        async IAsyncEnumerable<OutputPiece> Read()
        {
            reads++;
            await Task.Yield();
            for (var i = 0; i < 40; i++)
                yield return piece;
            yield return error;
        }

        var output = await AttemptOutput.ReadAsync(_ => Read(), TimeSpan.FromSeconds(30), CancellationToken.None);
        output.Has(RankStream.Stdout).ShouldBeTrue();
        (await LengthAsync(output.BytesAsync(RankStream.Stdout))).ShouldBe(40 * 64 * 1024);
        (await LengthAsync(output.BytesAsync(RankStream.Stderr))).ShouldBe(1);
        reads.ShouldBe(3);
    }

    [Theory]
    [InlineData("prog --retries 0", "", "prog --retries 0")]
    [InlineData("--retries 2 --local --num_workers=3 ./prog -x -- y", "--retries 2 --local --num_workers=3", "./prog -x -- y")]
    [InlineData("--timeout 5 -- -odd", "--timeout 5", "-odd")]
    [InlineData("--exit-zero", "--exit-zero", null)]
    public void The_first_word_that_is_no_option_is_the_program(string line, string own, string? program)
    {
        var (mine, theirs) = ShimVerb.Split(["shim", .. line.Split(' ')]);
        string.Join(' ', mine.Skip(1)).ShouldBe(own);
        (theirs is null ? null : string.Join(' ', theirs)).ShouldBe(program);
    }

    [Fact]
    public void Words_are_listed_as_the_seed_lists_them()
    {
        ShimStory.ListOf(["/bin/x", "it's", "a\\b"]).ShouldBe("['/bin/x', \"it's\", 'a\\\\b']");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Bytes(byte[] bytes)
    {
        await Task.Yield();
        yield return bytes;
    }

    private static async Task<long> LengthAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        long length = 0;
        await foreach (var piece in pieces)
            length += piece.Length;
        return length;
    }
}
