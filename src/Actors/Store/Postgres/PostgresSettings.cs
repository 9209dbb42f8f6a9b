using System.Security.Cryptography;
using System.Text;
using Akka.Configuration;
using Npgsql;

namespace Muster.Actors.Store.Postgres;

/// <summary>Which database, and where in it, a run directory's rows and catalogue are.</summary>
/// <param name="Connection">As Npgsql takes it; password and the like may come from PGPASSWORD, PGPASSFILE and their kin.</param>
/// <param name="Schema">The tables of this run directory: a schema of its own.</param>
public sealed record PostgresSettings(string Connection, string Schema)
{
    /// <summary>A connection string here comes before that of the settings file, which other people may read.</summary>
    public const string Variable = "MUSTER_POSTGRES";

    private const string SchemaFile = "postgres.schema";
    private const int NameInSchema = 40;

    /// <summary>Server, port, database and user, for people; never the password.</summary>
    public string Server
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(Connection);
            return $"database {parts.Database ?? parts.Username ?? "of the user's name"} at {parts.Host ?? "localhost"}:{parts.Port}, user {parts.Username ?? Environment.UserName}";
        }
    }

    /// <summary>Reads <c>muster.postgres</c>; null when <c>muster.store</c> says that rows are kept in files.</summary>
    /// <exception cref="InvalidDataException">The settings make no sense.</exception>
    public static PostgresSettings? Read(Config config, string storeDirectory, Func<string, string?> environment)
    {
        switch (config.GetString("muster.store", "files"))
        {
            case "files":
                return null;
            case "postgres":
                break;
            case var other:
                throw new InvalidDataException($"muster.store is '{other}': it is files or postgres.");
        }
        var connection = environment(Variable) is { Length: > 0 } given ? given : config.GetString("muster.postgres.connection", "");
        if (connection.Length == 0)
            throw new InvalidDataException($"muster.store is postgres, but nothing says which database: set muster.postgres.connection in muster.conf, or {Variable}, like Host=db.site;Database=muster;Username=me.");
        try
        {
            return new PostgresSettings(new NpgsqlConnectionStringBuilder(connection).ToString(), SchemaOf(config.GetString("muster.postgres.schema", ""), storeDirectory));
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"muster.postgres.connection cannot be understood: {e.Message}", e);
        }
    }

    // Named once, after the run directory, and written down: the directory may be moved.
    private static string SchemaOf(string given, string storeDirectory)
    {
        var path = Path.Combine(storeDirectory, SchemaFile);
        if (given.Length == 0 && File.Exists(path))
            given = File.ReadAllText(path).Trim();
        if (given.Length > 0)
            return given.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && given.Length < 60 ? given
                : throw new InvalidDataException($"'{given}' cannot be the name of a schema: use letters, digits and '_', at most 59.");
        var directory = Path.GetFullPath(Path.GetDirectoryName(storeDirectory) ?? storeDirectory);
        var name = string.Concat(Path.GetFileName(directory).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..8].ToLowerInvariant();
        var schema = $"muster_{name[..Math.Min(name.Length, NameInSchema)]}_{mark}";
        Directory.CreateDirectory(storeDirectory);
        File.WriteAllText(path, schema + "\n");
        return schema;
    }
}
