using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>What happened to an attempt and when, in order: what every attempt goes through, and what only this one did.</summary>
internal static class RunStory
{
    public static IReadOnlyList<(long AtUs, string What)> Of(RunDetails run, AttemptReport attempt)
    {
        var story = new List<(long AtUs, string What)>
        {
            (attempt.Attempt == 1 ? run.Summary.SubmittedUs : 0, "submitted"),
            (attempt.StartedUs, $"placed: {string.Join(", ", attempt.Shares.Select(s => $"{CommonWords.Count(s.Ranks.Count, "rank")} on {s.Node}"))}".TrimEnd(':', ' ')),
            (attempt.RanksStartedUs, "every rank runs"),
            (attempt.FirstRowUs, "first row stored"),
            (attempt.RanksEndedUs, "the last rank has ended"),
            (attempt.EndedUs, attempt.Reason.Length > 0 ? $"{CommonWords.Of(attempt.State)}: {attempt.Reason}" : $"everything stored: {CommonWords.Of(attempt.State)}"),
        };
        // Where times are equal these are the causes of the others.
        story.InsertRange(0, attempt.Moments.Select(m => (m.AtUs, m.What)));
        return [.. story.Where(m => m.AtUs > 0).OrderBy(m => m.AtUs)];
    }
}
