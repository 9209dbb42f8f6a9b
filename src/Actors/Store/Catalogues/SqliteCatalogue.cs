using System.Globalization;
using Microsoft.Data.Sqlite;
using Muster.Messages.Store;

namespace Muster.Actors.Store.Catalogues;

/// <summary>
/// The catalogue in the run directory: store/catalogue.N.db, N as the journal's segment of the coordinator that writes it. So a file has one writer in its life even where
/// locks do not reach from host to host; store/catalogue.db leads to the latest.
/// </summary>
/// <remarks>On a shared file system there is no write-ahead log, whose index would have to be memory that hosts share, and every transaction is flushed.</remarks>
internal sealed class SqliteCatalogue : Catalogue
{
    private const string LinkName = "catalogue.db";

    private readonly string _storeDirectory;
    private readonly int _number;
    private readonly bool _shared;
    private CatalogueSession? _session;

    static SqliteCatalogue() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Of a store whose journal's own segment has that number.</summary>
    public SqliteCatalogue(string storeDirectory, int number)
        : this(storeDirectory, number, SharedFileSystem.Has(storeDirectory))
    {
    }

    internal SqliteCatalogue(string storeDirectory, int number, bool shared) => (_storeDirectory, _number, _shared) = (storeDirectory, number, shared);

    private string Path => PathOf(_storeDirectory, _number);

    /// <inheritdoc/>
    public override void Rebuild(IEnumerable<RunRecord> records)
    {
        Dispose();
        if (Numbers(_storeDirectory).Any(n => n > _number))
            throw new CatalogueTakenException();
        // Under a name that nobody reads until all is in it.
        var draft = Path + ".new";
        Delete(draft);
        using (var session = Open(draft, SqliteOpenMode.ReadWriteCreate))
        {
            // Nothing that could be lost: it is made anew when it is not finished.
            session.Do("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
            session.Transact(() =>
            {
                session.Do(CatalogueTables.Create);
                Fill(session, records, _number);
            });
        }
        using (var file = File.OpenHandle(draft, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(file);
        Delete(Path);
        File.Move(draft, Path);
        _session = Open(Path, SqliteOpenMode.ReadWrite);
        _session.Do(_shared ? "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;" : "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Publish();
    }

    /// <inheritdoc/>
    public override void Apply(IEnumerable<RunRecord> records)
    {
        var session = _session ?? throw new InvalidOperationException("The catalogue was not made yet.");
        var projection = new CatalogueProjection(session);
        session.Transact(() =>
        {
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

    /// <summary>The latest catalogue of a store; null when there is none.</summary>
    public static string? Find(string storeDirectory) => Numbers(storeDirectory).DefaultIfEmpty(0).Max() is var latest and > 0 ? PathOf(storeDirectory, latest) : null;

    /// <summary>Opens a catalogue for reading.</summary>
    public static SqliteConnection OpenRead(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>What a catalogue of these records holds, in memory.</summary>
    public static SqliteConnection InMemory(IEnumerable<RunRecord> records)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        // The connection is the caller's; the session only lends it.
        var session = new CatalogueSession(connection);
        session.Transact(() =>
        {
            session.Do(CatalogueTables.Create);
            Fill(session, records, 0);
        });
        return connection;
    }

    private static CatalogueSession Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        return new CatalogueSession(connection);
    }

    private static string PathOf(string storeDirectory, int number) => System.IO.Path.Combine(storeDirectory, string.Create(CultureInfo.InvariantCulture, $"catalogue.{number}.db"));

    private static IEnumerable<int> Numbers(string storeDirectory) => !Directory.Exists(storeDirectory) ? [] : Directory.EnumerateFiles(storeDirectory, "catalogue.*.db")
        .Select(path => int.TryParse(System.IO.Path.GetFileName(path).Split('.')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);

    private static void Delete(string path)
    {
        foreach (var beside in (string[])["", "-journal", "-wal", "-shm"])
            File.Delete(path + beside);
    }

    // The stable name, and the end of those that were made before: whoever has one open reads on in it.
    private void Publish()
    {
        var link = System.IO.Path.Combine(_storeDirectory, LinkName);
        File.Delete(link + ".new");
        File.CreateSymbolicLink(link + ".new", System.IO.Path.GetFileName(Path));
        File.Move(link + ".new", link, overwrite: true);
        foreach (var older in Numbers(_storeDirectory).Where(n => n > 0 && n < _number).ToArray())
        {
            Delete(PathOf(_storeDirectory, older));
            Delete(PathOf(_storeDirectory, older) + ".new");
        }
    }
}
