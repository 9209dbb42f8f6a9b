using Muster.Actors.Store.Catalogues;
using Muster.Messages.Store;

namespace Muster.Actors.Store.Postgres;

/// <summary>The catalogue as tables beside the rows. Whoever made it last writes it: an earlier coordinator's keeper finds the higher number and ends.</summary>
internal sealed class PostgresCatalogue(PostgresStore store, int number) : Catalogue
{
    private CatalogueSession? _session;

    /// <inheritdoc/>
    public override void Rebuild(IEnumerable<RunRecord> records)
    {
        Dispose();
        var session = _session = new CatalogueSession(store.Connect());
        session.Do(CatalogueTables.Create);
        session.Transact(() =>
        {
            session.Do("LOCK TABLE about IN EXCLUSIVE MODE");
            if (Writer(session) > number)
                throw new CatalogueTakenException();
            foreach (var table in CatalogueTables.Names)
                session.Do($"DELETE FROM {table}");
            Fill(session, records, number);
        });
    }

    /// <inheritdoc/>
    public override void Apply(IEnumerable<RunRecord> records)
    {
        var session = _session ?? throw new InvalidOperationException("The catalogue was not made yet.");
        var projection = new CatalogueProjection(session);
        session.Transact(() =>
        {
            session.Do("LOCK TABLE about IN EXCLUSIVE MODE");
            if (Writer(session) != number)
                throw new CatalogueTakenException();
            foreach (var record in records)
                projection.Apply(record);
        });
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    private static int Writer(CatalogueSession session) =>
        session.Ask("SELECT value FROM about WHERE name = 'journal'") is string text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
}
