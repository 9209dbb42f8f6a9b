using Muster.Actors.Ranks.Io;

namespace Muster.Actors.Ranks;

/// <summary>Finds the file a program's name means, as execvp would, and says truly why it cannot.</summary>
public static class ProgramFile
{
    private const int Executable = 1;

    /// <summary>The file's full path, or the reason there is none.</summary>
    public static (string? Path, string? Fault) Find(string program, string directory, string? searchPath)
    {
        if (directory.Length > 0 && !Directory.Exists(directory))
            return (null, $"the directory {directory} does not exist here; is it on a file system all nodes share?");
        if (program.Length == 0)
            return (null, "no program was named");
        if (program.Contains('/', StringComparison.Ordinal))
            return Check(Path.GetFullPath(program, directory.Length > 0 ? directory : Environment.CurrentDirectory));
        string? notExecutable = null;
        foreach (var folder in (searchPath ?? "/usr/local/bin:/usr/bin:/bin").Split(':'))
        {
            var (path, _) = Check(Path.Combine(folder.Length == 0 ? directory : folder, program));
            if (path != null)
                return (path, null);
            var candidate = Path.Combine(folder, program);
            if (File.Exists(candidate))
                notExecutable ??= candidate;
        }
        return (null, notExecutable != null
            ? $"{notExecutable} is not executable; chmod +x it"
            : $"{program} is not found in PATH; give its path, ./{program} for one in the working directory");
    }

    private static (string? Path, string? Fault) Check(string path)
    {
        if (Directory.Exists(path))
            return (null, $"{path} is a directory, not a program");
        if (!File.Exists(path))
            return (null, $"{path} does not exist here; is it on a file system all nodes share?");
        return Native.access(path, Executable) != 0 ? (null, $"{path} is not executable; chmod +x it") : (path, null);
    }
}
