using System.Runtime.CompilerServices;
using Muster.Client;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Shim;

/// <summary>What a program wrote in one attempt: in memory where it is little, else read again from the cluster for each stream.</summary>
internal sealed class AttemptOutput
{
    private const int MostHeld = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LostPatience = TimeSpan.FromSeconds(3);

    private readonly Func<CancellationToken, IAsyncEnumerable<OutputPiece>> _read;
    private readonly TimeSpan _patience;
    private readonly Dictionary<RankStream, long> _bytes = new() { [RankStream.Stdout] = 0, [RankStream.Stderr] = 0 };
    private List<OutputPiece>? _held = [];

    private AttemptOutput(Func<CancellationToken, IAsyncEnumerable<OutputPiece>> read, TimeSpan patience) => (_read, _patience) = (read, patience);

    public static Task<AttemptOutput> ReadAsync(MusterClient client, long run, int attempt, bool hostLost, CancellationToken cancel) =>
        ReadAsync(ending => client.OutputAsync(run, attempt, ending), hostLost ? LostPatience : Patience, cancel);

    /// <param name="read">All of it, from the beginning.</param>
    /// <param name="patience">So long without anything is the end: a host that was lost writes no end mark.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<AttemptOutput> ReadAsync(Func<CancellationToken, IAsyncEnumerable<OutputPiece>> read, TimeSpan patience, CancellationToken cancel)
    {
        var output = new AttemptOutput(read, patience);
        await foreach (var piece in output.PiecesAsync(cancel).ConfigureAwait(false))
        {
            output._bytes[piece.Stream] += piece.Data.Length;
            if (output._bytes.Values.Sum() > MostHeld)
                output._held = null;
            output._held?.Add(piece);
        }

        return output;
    }

    public bool Has(RankStream stream) => _bytes[stream] > 0;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> BytesAsync(RankStream stream, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (_held is not null)
        {
            foreach (var piece in _held.Where(p => p.Stream == stream))
                yield return piece.Data.Memory;
            yield break;
        }

        await foreach (var piece in PiecesAsync(cancel).ConfigureAwait(false))
        {
            if (piece.Stream == stream)
                yield return piece.Data.Memory;
        }
    }

    private async IAsyncEnumerable<OutputPiece> PiecesAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var pieces = _read(silence.Token).GetAsyncEnumerator(silence.Token);
        while (true)
        {
            silence.CancelAfter(_patience);
            try
            {
                if (!await pieces.MoveNextAsync().ConfigureAwait(false))
                    yield break;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                yield break;
            }
            catch (RequestRefusedException)
            {
                // The run was over before anything of it was kept.
                yield break;
            }

            yield return pieces.Current;
        }
    }
}
