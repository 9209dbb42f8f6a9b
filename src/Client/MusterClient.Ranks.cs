using System.Runtime.CompilerServices;
using Google.Protobuf;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Client;

/// <summary>What a driver wants of running ranks: their raw output, their stdin, signals.</summary>
public sealed partial class MusterClient
{
    private const int OutputWaitMs = 10_000;
    private static readonly TimeSpan InputPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends a signal to every rank of a running run.</summary>
    public Task<RunSignalled> SignalAsync(long run, int signal, CancellationToken cancel = default) =>
        AskAsync<RunSignalled>(new SignalRun { Run = run, Signal = signal }, cancel);

    /// <summary>
    /// What the ranks of a run's attempt write, as far as the run keeps it (<see cref="RunSpec.Stdout"/>, <see cref="RunSpec.Stderr"/>), from the beginning to its end.
    /// </summary>
    public async IAsyncEnumerable<OutputPiece> OutputAsync(long run, int attempt = 0, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var follow = new FollowOutput { Run = run, Attempt = attempt, WaitMs = OutputWaitMs }; ;)
        {
            var part = await AskAsync<OutputPart>(follow, TimeSpan.FromMilliseconds(OutputWaitMs), cancel).ConfigureAwait(false);
            foreach (var piece in part.Pieces)
                yield return piece;
            if (part.Complete)
                yield break;
            follow = new FollowOutput { Run = run, Attempt = part.Attempt, From = part.Next, WaitMs = OutputWaitMs };
        }
    }

    /// <summary>
    /// Brings a piece of the head rank's stdin, of at most 64 KiB. The answer comes when there is room for more; it names the offset to go on with, or says that
    /// the rank reads no more.
    /// </summary>
    public async Task<InputTaken> PutInputAsync(RunKey key, long offset, ReadOnlyMemory<byte> data, bool end, CancellationToken cancel = default)
    {
        while (true)
        {
            var taken = await AskAsync<InputTaken>(new PutInput { Key = key, Offset = offset, Data = ByteString.CopyFrom(data.Span), End = end }, cancel).ConfigureAwait(false);
            if (taken.Closed || taken.Next != offset || (data.Length == 0 && !end))
                return taken;
            await Task.Delay(InputPause, cancel).ConfigureAwait(false);
        }
    }
}
