using System.Globalization;
using Microsoft.Data.Sqlite;
using Muster.Messages.Store;

namespace Muster.Actors.Store.Catalogues;

/// <summary>Compares the catalogue in a run directory with the journal.</summary>
internal static class CatalogueCheck
{
    /// <summary>What was found; null when there is no catalogue, which costs nothing.</summary>
    public static StoreCheck.Finding? Check(string storeDirectory, IReadOnlyList<RunRecord> records)
    {
        if (SqliteCatalogue.Find(storeDirectory) is not { } path)
            return null;
        var bytes = new FileInfo(path).Length;
        try
        {
            using var found = SqliteCatalogue.OpenRead(path);
            var (state, count) = (One(found, "PRAGMA quick_check(1)"), 0L);
            if (state != "ok")
                return new StoreCheck.Finding(path, "", 0, bytes, 0, $"{path} is damaged ({state}). Nothing is lost: the next coordinator makes it anew.");
            using var wanted = SqliteCatalogue.InMemory(records);
            foreach (var table in CatalogueTables.Names.Where(t => t != "about"))
            {
                count += long.Parse(One(found, $"SELECT count(*) FROM {table}"), CultureInfo.InvariantCulture);
                if (Difference(found, wanted, table) is { } difference)
                    return new StoreCheck.Finding(path, "", count, bytes, 0, $"{path} lacks what the journal holds ({difference}): it is being written, or the next coordinator makes it anew.");
            }
            return new StoreCheck.Finding(path, "", count, bytes, 0);
        }
        catch (SqliteException e)
        {
            return new StoreCheck.Finding(path, "", 0, bytes, 0, $"{path} cannot be read: {e.Message} Nothing is lost: the next coordinator makes it anew.");
        }
    }

    private static string? Difference(SqliteConnection found, SqliteConnection wanted, string table)
    {
        using var here = Ask(found, $"SELECT * FROM {table} ORDER BY 1, 2, 3");
        using var there = Ask(wanted, $"SELECT * FROM {table} ORDER BY 1, 2, 3");
        using var left = here.ExecuteReader();
        using var right = there.ExecuteReader();
        while (true)
        {
            var (more, moreWanted) = (left.Read(), right.Read());
            if (!more && !moreWanted)
                return null;
            if (more != moreWanted)
                return $"{table}: too {(more ? "many" : "few")} records";
            for (var i = 0; i < right.FieldCount; i++)
            {
                if (!left.GetValue(i).Equals(right.GetValue(i)))
                    return $"{table}, {right.GetName(0)} {right.GetValue(0)}: {right.GetName(i)} is {left.GetValue(i)}, not {right.GetValue(i)}";
            }
        }
    }

    private static SqliteCommand Ask(SqliteConnection connection, string statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        return command;
    }

    private static string One(SqliteConnection connection, string statement)
    {
        using var command = Ask(connection, statement);
        return command.ExecuteScalar()?.ToString() ?? "";
    }
}
