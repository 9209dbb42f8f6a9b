using System.Data.Common;

namespace Muster.Actors.Store.Catalogues;

/// <summary>Statements on one connection, each prepared once.</summary>
internal sealed class CatalogueSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = [];

    /// <summary>The transaction that is on; all statements belong to it.</summary>
    public DbTransaction? Transaction { get; private set; }

    /// <summary>Does everything or nothing.</summary>
    public void Transact(Action work)
    {
        using var transaction = connection.BeginTransaction();
        Transaction = transaction;
        try
        {
            work();
            transaction.Commit();
        }
        finally
        {
            Transaction = null;
        }
    }

    /// <summary>Does statements without parameters.</summary>
    public void Do(string statements)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statements, Transaction);
        command.ExecuteNonQuery();
    }

    /// <summary>Does one statement; its parameters are @a, @b, ... in order. Answers how many records changed.</summary>
    public int Do(string statement, params ReadOnlySpan<object?> values) => Prepare(statement, values).ExecuteNonQuery();

    /// <summary>The first value of the first record; null when there is none.</summary>
    public object? Ask(string statement, params ReadOnlySpan<object?> values) => Prepare(statement, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    private DbCommand Prepare(string statement, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(statement, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = statement;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@{(char)('a' + i)}";
                command.Parameters.Add(parameter);
            }
            _prepared.Add(statement, command);
        }
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                // PostgreSQL keeps no NUL in a text.
                string text when text.Contains('\0') => text.Replace('\0', '\uFFFD'),
                var value => value,
            };
        return command;
    }
}
