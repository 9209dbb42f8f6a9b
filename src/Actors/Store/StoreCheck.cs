using System.Globalization;
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
    public sealed record Finding(string Log, string Damage, long Records, long Bytes, long BytesCut)
    {
        /// <summary>One line, fields separated by tabs: ok, torn or damaged first.</summary>
        public override string ToString() => string.Join('\t',
            Damage.Length > 0 ? "damaged" : BytesCut > 0 ? "torn" : "ok",
            Log,
            Records.ToString(CultureInfo.InvariantCulture),
            Bytes.ToString(CultureInfo.InvariantCulture),
            BytesCut.ToString(CultureInfo.InvariantCulture),
            Damage);
    }

    /// <summary>Checks the journal and the rows of every run.</summary>
    public static IEnumerable<Finding> Check(string storeDirectory)
    {
        if (File.Exists(RunJournal.PathOf(storeDirectory)))
            yield return Check(Path.Combine(storeDirectory, "runs"), "journal", new FileHeader { Kind = "runs" });
        var rows = Path.Combine(storeDirectory, "rows");
        if (!Directory.Exists(rows))
            yield break;
        var runs = Directory.GetFiles(rows, "*.1.rows")
            .Select(path => long.TryParse(Path.GetFileName(path).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run : 0)
            .Where(run => run > 0).Order();
        foreach (var run in runs)
            yield return Check(Path.Combine(rows, $"{run}"), "rows", new FileHeader { Kind = "rows", Run = run });
    }

    private static Finding Check(string stem, string extension, FileHeader header)
    {
        var records = 0L;
        var path = FrameLog.FirstOf(stem, extension);
        try
        {
            using var log = FrameLog.OpenRead(stem, extension, header, (_, _) => records++);
            return new Finding(path, "", records, log.Length, log.BytesCut);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new Finding(path, e.Message, records, 0, 0);
        }
    }
}
