using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Muster.Messages.Workflow;

namespace Muster.Client;

public sealed partial class MusterClient
{
    /// <summary>
    /// The events of a submission from a number on, each once and in order, until it has ended. Remember the last number seen to go on
    /// after a restart of the driver.
    /// </summary>
    public async IAsyncEnumerable<SubmissionEvent> EventsAsync(
        string submission, long from = 1, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            var question = new FollowSubmission { Submission = submission, From = from, WaitMs = (int)_options.PollWait.TotalMilliseconds };
            var answer = await AskAsync<SubmissionEvents>(question, _options.PollWait, cancel).ConfigureAwait(false);
            foreach (var happened in answer.Events.Where(e => e.Number >= from))
                yield return happened;
            if (answer.Complete)
                yield break;
            from = Math.Max(from, answer.Next);
        }
    }

    /// <summary>
    /// The rows of a run from a number on, as the head rank printed them, until the run has ended. A new attempt begins with its first
    /// row again: <see cref="Rows.Attempt"/> tells.
    /// </summary>
    public async IAsyncEnumerable<Rows> RowsAsync(long run, long from = 1, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var attempt = 0;
        while (true)
        {
            var question = new FollowRows { Run = run, From = from, Attempt = attempt, WaitMs = (int)_options.PollWait.TotalMilliseconds };
            var answer = await AskAsync<Rows>(question, _options.PollWait, cancel).ConfigureAwait(false);
            if (answer.Rows_.Count > 0 || answer.Complete)
                yield return answer;
            if (answer.Complete)
                yield break;
            from = Math.Max(1, answer.Next);
            attempt = answer.Attempt;
        }
    }

    /// <summary>
    /// Everything about a submission as it happens: its events, and the rows of every run as soon as they are stored. Events keep their
    /// order, and so do the rows of one run; between the two there is none.
    /// </summary>
    public async IAsyncEnumerable<Happening> FollowAsync(string submission, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var channel = Channel.CreateBounded<Happening>(new BoundedChannelOptions(1024) { SingleReader = true });
        var pump = PumpAsync(submission, channel.Writer, ending.Token);
        try
        {
            await foreach (var happening in channel.Reader.ReadAllAsync(cancel).ConfigureAwait(false))
                yield return happening;
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Feeds the channel and completes it with the first failure, or when events and rows have all come.</summary>
    private async Task PumpAsync(string submission, ChannelWriter<Happening> writer, CancellationToken cancel)
    {
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var rows = new List<Task>();
        var known = new HashSet<long>();
        Exception? failure = null;
        try
        {
            await foreach (var happened in EventsAsync(submission, 1, failing.Token).ConfigureAwait(false))
            {
                await writer.WriteAsync(new Happening(happened, null), failing.Token).ConfigureAwait(false);
                if (happened.EventCase == SubmissionEvent.EventOneofCase.ProducerStarting && known.Add(happened.Run))
                {
                    rows.RemoveAll(task => task.IsCompletedSuccessfully);
                    rows.Add(PumpRowsAsync(happened.Run, writer, failing));
                }
            }

            await Task.WhenAll(rows).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A failed row reader cancels the event reader, and only then is seen to have failed: its failure is the cause.
            await failing.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(rows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            failure = rows.Find(task => task.IsFaulted)?.Exception!.InnerException ?? e;
        }

        writer.Complete(failure);
    }

    private async Task PumpRowsAsync(long run, ChannelWriter<Happening> writer, CancellationTokenSource failing)
    {
        try
        {
            await foreach (var page in RowsAsync(run, 1, failing.Token).ConfigureAwait(false))
                await writer.WriteAsync(new Happening(null, page), failing.Token).ConfigureAwait(false);
        }
        catch
        {
            await failing.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}

/// <summary>One thing that happened in a submission: an event, or a page of rows of a run. Exactly one is set.</summary>
public sealed record Happening(SubmissionEvent? Event, Rows? Rows);
