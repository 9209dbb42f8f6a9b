using System.Globalization;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Store;

/// <summary>Which submissions a store holds, and what their files take. Told every record of the journal; looks at the files when asked.</summary>
internal sealed class StoreHoldings(string storeDirectory)
{
    private readonly SortedList<long, HeldSubmission> _byFirstRun = [];
    private readonly Dictionary<string, long> _firstRuns = [];
    private readonly List<HeldSubmission> _gone = [];

    /// <summary>Number of the next run.</summary>
    public long NextRun { get; private set; } = 1;

    public void Note(RunRecord record)
    {
        switch (record.RecordCase)
        {
            case RunRecord.RecordOneofCase.Submitted:
                var (request, first) = (record.Submitted.Request, record.Submitted.FirstRun);
                _firstRuns[request.Submission] = first;
                _byFirstRun[first] = new HeldSubmission(request.Submission, first, request.Count, 0, 0);
                NextRun = Math.Max(NextRun, first + request.Count);
                break;
            case RunRecord.RecordOneofCase.Events
                when record.Events.Events.LastOrDefault(e => e.EventCase == SubmissionEvent.EventOneofCase.SubmissionEnded) is { } over && Find(record.Events.Submission) is { } held:
                _byFirstRun[held.FirstRun] = held with { OverUs = over.AtUs };
                break;
            case RunRecord.RecordOneofCase.Removed:
                NextRun = Math.Max(NextRun, record.Removed.NextRun);
                foreach (var held in record.Removed.Submissions.Select(Find).OfType<HeldSubmission>())
                {
                    _gone.Add(held);
                    _byFirstRun.Remove(held.FirstRun);
                    _firstRuns.Remove(held.Id);
                }
                break;
        }
    }

    /// <summary>What is there, with its size, and the size of all.</summary>
    public (IReadOnlyList<HeldSubmission> Held, long Bytes) Measure()
    {
        var bytes = 0L;
        var byFirst = new Dictionary<long, long>();
        foreach (var (file, run) in Files())
        {
            bytes += file.Length;
            if (run > 0 && OwnerOf(run) is { } owner)
                byFirst[owner.FirstRun] = byFirst.GetValueOrDefault(owner.FirstRun) + file.Length;
        }
        return ([.. _byFirstRun.Values.Select(h => h with { Bytes = byFirst.GetValueOrDefault(h.FirstRun) })], bytes);
    }

    /// <summary>Deletes everything that was removed since the last call that worked.</summary>
    /// <param name="deleteRows">Deletes rows that are not in files.</param>
    public void DeleteGone(Action<HeldSubmission> deleteRows)
    {
        if (_gone.Count == 0)
            return;
        _gone.ForEach(deleteRows);
        foreach (var (file, run) in Files())
        {
            if (run > 0 && _gone.Exists(g => g.Owns(run)))
                file.Delete();
        }
        _gone.Clear();
    }

    private HeldSubmission? Find(string submission) => _firstRuns.TryGetValue(submission, out var first) ? _byFirstRun[first] : null;

    private HeldSubmission? OwnerOf(long run)
    {
        var (low, high) = (0, _byFirstRun.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_byFirstRun.GetKeyAtIndex(middle) <= run)
                low = middle + 1;
            else
                high = middle;
        }
        return low > 0 && _byFirstRun.GetValueAtIndex(low - 1) is var held && held.Owns(run) ? held : null;
    }

    // rows/RUN.N.rows, output-RUN-ATTEMPT.N.frames, and the rest, which is nobody's.
    private IEnumerable<(FileInfo File, long Run)> Files()
    {
        var rows = new DirectoryInfo(Path.Combine(storeDirectory, "rows"));
        if (rows.Exists)
        {
            foreach (var file in rows.EnumerateFiles())
                yield return (file, NumberAt(file.Name, 0));
        }
        const string Output = "output-";
        foreach (var file in new DirectoryInfo(storeDirectory).EnumerateFiles())
            yield return (file, file.Name.StartsWith(Output, StringComparison.Ordinal) ? NumberAt(file.Name, Output.Length) : 0);
    }

    private static long NumberAt(string name, int at)
    {
        var end = at;
        while (end < name.Length && char.IsAsciiDigit(name[end]))
            end++;
        return long.TryParse(name.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
