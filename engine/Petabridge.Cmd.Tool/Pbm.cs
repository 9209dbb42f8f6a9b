using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Petabridge.Cmd.Tool;

/// <summary>The command line: one command against a host, or a shell.</summary>
internal static class Pbm
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
    public const int NotConnected = 4;

    public const string Usage = """
        usage: pbm [host:port] [--run-dir DIR] [--json] [palette command -switch value ...]
          host:port      where the host answers; default 127.0.0.1:9110, or what the access file of the run directory says
          --run-dir DIR  run directory of the cluster; default $MUSTER_RUN_DIR
          --json         one JSON object a response
          --version      print the version
        Without a command: a shell with history (up, down) and completion (tab). Streaming commands end with Ctrl-C.
        exit codes: 0 done, 1 the command failed, 2 not understood, 4 no host answers
        """;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is ["--version"])
        {
            output.WriteLine(typeof(Pbm).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
            return Done;
        }
        if (args is ["help" or "--help" or "-h"])
        {
            output.WriteLine(Usage);
            return Done;
        }
        if (Target.Parse(args, Environment.GetEnvironmentVariable("MUSTER_RUN_DIR"), out var problem) is not { } target)
        {
            error.WriteLine($"pbm: {problem}");
            return BadUsage;
        }
        Client client;
        try
        {
            client = Client.Connect(target);
        }
        catch (Exception e) when (e is SocketException or TimeoutException or IOException or InvalidDataException)
        {
            error.WriteLine(e is SocketException
                ? $"pbm: nobody answers at {target.Host}:{target.Port}: {e.Message}. Name the address, or the cluster with --run-dir."
                : $"pbm: {e.Message}");
            return NotConnected;
        }
        if (target.Words.Count > 0)
        {
            // The connection ends with the process: to close it takes a tenth of a short command, for what is compiled then.
            return Execute(client, target.Words, target.Json, output, error);
        }
        using (client)
            return new Shell(client, target, output, error).Run();
    }

    /// <summary>Sends a command and prints its answer as it comes. Ctrl-C ends the command, not the program that called it.</summary>
    public static int Execute(Client client, IReadOnlyList<string> words, bool json, TextWriter output, TextWriter error)
    {
        if (CommandLineText.Parse(words, client.Palettes, out var problem) is not { } command)
        {
            error.WriteLine($"pbm: {problem}");
            return BadUsage;
        }
        // Only an answer that takes its time needs it; making it does too.
        PosixSignalRegistration signal = null;
        var interrupted = false;
        try
        {
            foreach (var (text, isError) in client.Execute(command, IsInterrupted))
            {
                if (json)
                    output.WriteLine(Json.Response(text, isError));
                else if (text.Length > 0)
                    (isError ? error : output).WriteLine(isError ? $"pbm: {text}" : text);
                output.Flush();
                if (isError)
                    return Failed;
            }
            return Done;
        }
        catch (IOException)
        {
            error.WriteLine("pbm: connection to host terminated.");
            return NotConnected;
        }
        finally
        {
            signal?.Dispose();
        }

        bool IsInterrupted()
        {
            signal ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
            {
                context.Cancel = true;
                Volatile.Write(ref interrupted, true);
            });
            return Volatile.Read(ref interrupted);
        }
    }
}
