using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using Xunit;

namespace Muster.Tests.Store;

/// <summary>Runs only where Debian's postgresql is installed.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    /// <param name="cluster">It starts real hosts, too: not in the quick size.</param>
    public PostgresFactAttribute(bool cluster = false)
    {
        if (cluster && Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "quick")
            Skip = "real hosts are left out of the quick tests";
        if (PostgresServer.Programs is null)
            Skip = "PostgreSQL is not installed: apt-get install postgresql";
    }
}

/// <summary>A server of its own for a test class: a fresh data directory, a socket in it, no port; ended by the test, and by the kernel when the test is killed.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "muster";
    private const string Password = "let me in";
    private const int SigInt = 2;
    private const int SigQuit = 3;

    private readonly string _directory = Directory.CreateTempSubdirectory("muster-pg-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _server;

    public PostgresServer()
    {
        if (Programs is null)
            return;
        // A server refuses to be root's.
        File.SetUnixFileMode(_directory, (UnixFileMode)0x1FF);
        var password = Path.Combine(_directory, "password");
        File.WriteAllText(password, Password);
        File.SetUnixFileMode(password, (UnixFileMode)0x1A4);
        using var made = Run("initdb", "-D", Data, "-U", User, "-A", "scram-sha-256", "--pwfile", password, "--no-sync", "-E", "UTF8", "--locale=C");
        made.WaitForExit();
        if (made.ExitCode != 0)
            throw new InvalidOperationException($"initdb ended with {made.ExitCode}: {made.StandardError.ReadToEnd()}");
        Start();
    }

    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    /// <summary>How to reach it.</summary>
    public string Connection => $"Host={_directory};Database=postgres;Username={User};Password={Password}";

    private string Data => Path.Combine(_directory, "data");

    public string ConnectionWith(string? database = null, string? password = null) =>
        new NpgsqlConnectionStringBuilder(Connection) { Database = database ?? "postgres", Password = password ?? Password }.ToString();

    /// <summary>Starts the server and waits until it answers.</summary>
    public void Start()
    {
        _server = Run("postgres", "-D", Data, "-k", _directory, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=40", "-c", "logging_collector=off");
        _server.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _server.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = new NpgsqlConnection(Connection + ";Pooling=false;Timeout=5");
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed.TotalSeconds < 60 && !_server.HasExited)
            {
                Thread.Sleep(20);
            }
            catch (NpgsqlException e)
            {
                throw new InvalidOperationException($"the server does not answer: {string.Join('\n', _log)}", e);
            }
        }
    }

    /// <summary>Ends the server as a crash would: nobody is taken leave of.</summary>
    public void Crash() => End(SigQuit);

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is { HasExited: false })
            End(SigInt);
        _server?.Dispose();
        // Its files are another user's where the test is root's.
        Directory.Delete(_directory, recursive: true);
    }

    private void End(int signal)
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        _ = Kill(pid, signal);
        _server!.WaitForExit();
    }

    private static Process Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        string[] user = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        // The program ends with the test's process, however that ends: its standard input is closed then.
        const string Script = "exec 3<&0; \"$@\" 3<&- & p=$!; (read x <&3; kill -INT $p) 2>/dev/null & wait $p";
        return Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", .. user, path, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = "/",
        })!;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
