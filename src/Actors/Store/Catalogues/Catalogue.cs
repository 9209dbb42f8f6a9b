using System.Data.Common;
using System.Globalization;
using Muster.Messages.Store;

namespace Muster.Actors.Store.Catalogues;

/// <summary>
/// The tables of runs, attempts, placements, accounts, cursors and segments, for those who ask in SQL. Made from the run journal and never the only place of anything:
/// one that is lost, torn or behind is made anew. Written beside the coordinator only.
/// </summary>
internal abstract class Catalogue : IDisposable
{
    /// <summary>Takes records over into a catalogue that holds everything before them.</summary>
    /// <exception cref="DbException">It did not work; nothing of them is in it, or everything.</exception>
    public abstract void Apply(IEnumerable<RunRecord> records);

    /// <summary>Makes everything anew from these.</summary>
    public abstract void Rebuild(IEnumerable<RunRecord> records);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Fills empty tables.</summary>
    protected static void Fill(CatalogueSession session, IEnumerable<RunRecord> records, long number)
    {
        var projection = new CatalogueProjection(session);
        projection.About("version", CatalogueTables.Version.ToString(CultureInfo.InvariantCulture));
        // Which segment of the journal its writer began: higher is later.
        projection.About("journal", number.ToString(CultureInfo.InvariantCulture));
        foreach (var record in records)
            projection.Apply(record);
    }
}
