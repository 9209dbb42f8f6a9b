using System.Diagnostics;

namespace Muster.Driver.Doctor;

/// <summary>What the doctor may ask of a machine; a test answers in its place.</summary>
internal interface ISite
{
    string BaseDirectory { get; }

    string? Home { get; }

    string? Variable(string name);

    bool Exists(string path);

    /// <summary>The path of a program in PATH.</summary>
    string? Which(string program);

    /// <summary>The first line a program prints; null when it does not run.</summary>
    string? FirstLine(string program, params string[] arguments);

    string? Read(string path);

    /// <summary>Whether a free port on loopback can be had.</summary>
    bool CanListen();
}

/// <summary>The machine this process runs on.</summary>
internal sealed class LocalSite : ISite
{
    public string BaseDirectory => AppContext.BaseDirectory;

    public string? Home => Variable("MUSTER_HOME");

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public bool Exists(string path) => File.Exists(path);

    public string? Which(string program) =>
        (Variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public string? FirstLine(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var line = process.StandardOutput.ReadLine();
            if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
                process.Kill();
            return line;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public bool CanListen()
    {
        try
        {
            using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
