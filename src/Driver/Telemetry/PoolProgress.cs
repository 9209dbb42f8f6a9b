using Muster.Client;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Telemetry;

/// <summary>What becomes of a pool's workers: their lines as they come, failures, and the last word of each.</summary>
internal sealed class PoolProgress(string pool, IReadOnlyList<string> names, Action<string> tell)
{
    private readonly EnsembleOutcome _outcome = new();
    private readonly string?[] _finals = new string?[names.Count];

    public int Failed => _outcome.Failed;

    /// <summary>The workers' last words, in their order; null for one that failed.</summary>
    public IReadOnlyList<string?> Finals => _finals;

    public void On(Happening happening)
    {
        _outcome.On(happening);
        if (happening.Rows is { } page && page.Producer < names.Count)
        {
            foreach (var values in page.Rows_.Select(row => row.Values).Where(values => values.Count == 2))
            {
                if (values[0] == "final")
                    _finals[page.Producer] = values[1];
                else
                    tell($"{Name(page.Producer)}: {values[0]} {values[1]}");
            }
        }

        switch (happening.Event)
        {
            case { EventCase: SubmissionEvent.EventOneofCase.RanksPlaced } placed:
                tell($"{Name(placed.Producer)}: runs on {string.Join(", ", placed.RanksPlaced.Nodes.Select(node => node.Node))}");
                break;
            case { EventCase: SubmissionEvent.EventOneofCase.AttemptSuperseded } again:
                _finals[again.Producer] = null;
                tell($"{Name(again.Producer)}: tried again, {again.AttemptSuperseded.Reason}");
                break;
            case { EventCase: SubmissionEvent.EventOneofCase.RunEnded } ended when ended.RunEnded.State != RunState.Completed:
                _finals[ended.Producer] = null;
                tell($"{Name(ended.Producer)}: failed, {ended.RunEnded.Reason}");
                foreach (var line in ended.RunEnded.FirstFailure?.StderrTail.TakeLast(5) ?? [])
                    tell($"{Name(ended.Producer)}: | {line}");
                break;
        }
    }

    private string Name(int worker) => $"{pool} {names[worker]}";
}
