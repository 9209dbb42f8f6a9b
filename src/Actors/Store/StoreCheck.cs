using System.Globalization;
using Muster.Actors.Store.Catalogues;
using Muster.Messages.Store;

namespace Muster.Actors.Store;

/// <summary>Reads a store from end to end and says of each log whether it is whole. Changes nothing.</summary>
public static class StoreCheck
{
    /// <summary>What was found of one log.</summary>
    /// <param name="Log">Path of its first segment.</param>
    /// <param name="Damage">What cannot be read, in words; empty when all can.</param>
    /// <param name="Records">Whole records.</param>
    /// <param name="Bytes">Bytes that count.</param>
    /// <param name="BytesCut">Torn tails, which count for nobody.</param>
    /// <param name="Behind">Of the catalogue: it lacks something, which costs nothing.</param>
    public sealed record Finding(string Log, string Damage, long Records, long Bytes, long BytesCut, string Behind = "")
    {
        /// <summary>One line, fields separated by tabs: ok, behind, torn or damaged first.</summary>
        public override string ToString() => string.Join('\t',
            Damage.Length > 0 ? "damaged" : Behind.Length > 0 ? "behind" : BytesCut > 0 ? "torn" : "ok",
            Log,
            Records.ToString(CultureInfo.InvariantCulture),
            Bytes.ToString(CultureInfo.InvariantCulture),
            BytesCut.ToString(CultureInfo.InvariantCulture),
            Damage.Length > 0 ? Damage : Behind);
    }

    /// <summary>Checks the journal, the rows of every run, and the catalogue against the journal.</summary>
    public static IEnumerable<Finding> Check(string storeDirectory)
    {
        IReadOnlyList<RunRecord>? records = null;
        if (File.Exists(RunJournal.PathOf(storeDirectory)))
        {
            var journal = Check(Path.Combine(storeDirectory, "runs"), "journal", new FileHeader { Kind = "runs" }, []);
            records = journal.Damage.Length == 0 ? RunJournal.Read(storeDirectory) : null;
            yield return journal;
        }
        var ends = (records ?? []).Where(r => r.RecordCase == RunRecord.RecordOneofCase.Ended).GroupBy(r => r.Ended.Summary.Run).ToDictionary(g => g.Key, g => g.Last().Ended);
        var onDisk = RunsIn(Path.Combine(storeDirectory, "rows"));
        foreach (var run in onDisk)
            yield return Check(Path.Combine(storeDirectory, "rows", $"{run}"), "rows", new FileHeader { Kind = "rows", Run = run }, ends.GetValueOrDefault(run)?.Segments ?? []);
        foreach (var (run, end) in ends.Where(e => e.Value.Segments.Count > 0).ExceptBy(onDisk, e => e.Key).OrderBy(e => e.Key))
            yield return new Finding(RowFile.PathOf(storeDirectory, run), $"{RowFile.PathOf(storeDirectory, run)} is missing; it had {end.Segments.Sum(s => s.Records)} records when the run ended.", 0, 0, 0);
        if (records is not null && CatalogueCheck.Check(storeDirectory, records) is { } catalogue)
            yield return catalogue;
    }

    private static long[] RunsIn(string directory) => !Directory.Exists(directory) ? [] : [.. Directory.GetFiles(directory, "*.1.rows")
        .Select(path => long.TryParse(Path.GetFileName(path).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run : 0)
        .Where(run => run > 0).Order()];

    private static Finding Check(string stem, string extension, FileHeader header, IEnumerable<SegmentInfo> known)
    {
        var records = 0L;
        var path = FrameLog.FirstOf(stem, extension);
        try
        {
            using var log = FrameLog.OpenRead(stem, extension, header, (_, _) => records++);
            var damage = Shortened(stem, extension, log.Segments.ToDictionary(s => s.Number), known);
            return new Finding(path, damage, records, log.Length, log.BytesCut);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Finding(path, $"{e.Message} {WhatIsLeft(stem, extension)}", records, 0, 0);
        }
    }

    // What was there when the run ended must be there still: a file cut at a frame's end looks whole.
    private static string Shortened(string stem, string extension, Dictionary<int, SegmentInfo> found, IEnumerable<SegmentInfo> known)
    {
        foreach (var segment in known)
        {
            var there = found.GetValueOrDefault(segment.Number);
            if ((there?.Bytes ?? 0) < segment.Bytes)
                return $"{FrameLog.PathOf(stem, segment.Number, extension)} is shorter than when the run ended: {there?.Records ?? 0} of {segment.Records} records are left, {segment.Bytes - (there?.Bytes ?? 0)} bytes are lost.";
        }
        return "";
    }

    private static string WhatIsLeft(string stem, string extension)
    {
        var words = new List<string>();
        for (var number = 1; FrameLog.PathOf(stem, number, extension) is var path && File.Exists(path); number++)
        {
            try
            {
                var left = FrameSurvey.Of(path);
                if (left.Gaps.Count > 0)
                    words.Add($"Of {path}, {left.Frames} frames are whole; lost are {string.Join(", ", left.Gaps.Take(8).Select(g => $"bytes {g.From} to {g.To - 1}"))}.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                words.Add($"{path} cannot be read: {e.Message}");
            }
        }
        return string.Join(' ', words);
    }
}
