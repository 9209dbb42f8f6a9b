using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>Finds the program of a run as a node will: an absolute path, one relative to the working directory, or a name in PATH.</summary>
public static class ProgramLookup
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The full path; null with the fault when it cannot be run.</summary>
    public static string? Find(string program, string cwd, string searchPath, out (RefusalCode Code, string Reason) fault)
    {
        fault = default;
        if (!Directory.Exists(cwd))
        {
            fault = (RefusalCode.BadRequest, $"The working directory {cwd} does not exist. Create it or name another with --cwd.");
            return null;
        }
        var candidates = program.Contains('/')
            ? [Path.GetFullPath(program, cwd)]
            : searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(d => Path.GetFullPath(program, Path.GetFullPath(d, cwd)))
                .Append(Path.GetFullPath(program, cwd)).ToArray();
        string? notExecutable = null;
        foreach (var candidate in candidates)
        {
            if (Directory.Exists(candidate))
            {
                notExecutable ??= $"{candidate} is a directory, not a program.";
                continue;
            }
            if (!File.Exists(candidate))
                continue;
            if ((File.GetUnixFileMode(candidate) & AnyExecute) != 0)
                return candidate;
            notExecutable ??= $"{candidate} is not executable. Make it so with: chmod +x {candidate}";
        }
        fault = notExecutable is not null
            ? (RefusalCode.ProgramNotExecutable, notExecutable)
            : (RefusalCode.ProgramNotFound, program.Contains('/')
                ? $"The program {candidates[0]} does not exist. Check the path; relative ones start at {cwd}."
                : $"The program {program} is neither in PATH nor in {cwd}. Give its path.");
        return null;
    }
}
