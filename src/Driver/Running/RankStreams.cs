using Muster.Client;
using Muster.Driver.Verbs;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>The raw streams of a submission's runs: prints what ranks write, and brings the head ranks their input. One task per running attempt and direction.</summary>
internal sealed class RankStreams : IAsyncDisposable
{
    private readonly MusterClient _client;
    private readonly StreamWishes _wishes;
    private readonly OutputPrinter _printer;
    private readonly InputSpool? _input;
    private readonly List<Task> _tasks = [];
    private readonly CancellationTokenSource _end;
    private readonly object _printing = new();

    public RankStreams(MusterClient client, Terminal terminal, StreamWishes wishes, int runs, CancellationToken cancel)
    {
        (_client, _wishes, _end) = (client, wishes, CancellationTokenSource.CreateLinkedTokenSource(cancel));
        _input = wishes.Input switch
        {
            null => null,
            "-" => InputSpool.Of(Console.OpenStandardInput()),
            var file => InputSpool.OfFile(file),
        };
        var producers = new Dictionary<long, int>();
        Note = (run, producer) => producers[run] = producer;
        _printer = new OutputPrinter(terminal.Raw, !wishes.Label ? null : runs > 1 ? (run, rank) => $"{producers.GetValueOrDefault(run)}.{rank}: " : (_, rank) => $"{rank}: ");
    }

    private Action<long, int> Note { get; }

    /// <summary>A run's ranks were placed and run, or something else happened.</summary>
    public void On(SubmissionEvent happened)
    {
        if (happened.EventCase != SubmissionEvent.EventOneofCase.RanksPlaced)
            return;
        lock (_printing)
            Note(happened.Run, happened.Producer);
        if (_wishes.Shows)
            _tasks.Add(PrintAsync(happened.Run, happened.Attempt));
        if (_input is not null)
            _tasks.Add(BringAsync(new RunKey { Run = happened.Run, Attempt = happened.Attempt }));
    }

    /// <summary>Every run has ended: waits until all that is kept is printed.</summary>
    public async Task FinishAsync()
    {
        foreach (var task in _tasks)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (RequestRefusedException)
            {
                // The run was over before it could be asked for its output.
                continue;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_input is not null)
            await _input.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task PrintAsync(long run, int attempt)
    {
        await foreach (var piece in _client.OutputAsync(run, attempt, _end.Token).ConfigureAwait(false))
        {
            lock (_printing)
                _printer.Take(run, piece);
        }
    }

    private Task BringAsync(RunKey key) => _input!.PumpAsync(
        async (offset, data, end) => !(await _client.PutInputAsync(key, offset, data, end, _end.Token).ConfigureAwait(false)).Closed,
        _end.Token);
}
