namespace Muster.Driver.Running;

/// <summary>Finds the user's program as a shell would: a path as it is, a bare name in PATH, then in the working directory.</summary>
internal static class ProgramFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static string Find(string program, string workingDirectory, string? path)
    {
        if (program.Contains('/'))
            return Check(program, Path.GetFullPath(program, workingDirectory));
        foreach (var folder in (path ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(folder, program);
            if (IsExecutable(candidate))
                return Path.GetFullPath(candidate, workingDirectory);
        }

        var here = Path.Combine(workingDirectory, program);
        return File.Exists(here)
            ? Check(program, here)
            : throw Refusal.Before($"program '{program}' is neither in PATH nor in {workingDirectory}. Give its path, such as ./{program}.");
    }

    private static string Check(string program, string full)
    {
        if (Directory.Exists(full))
            throw Refusal.Before($"program '{program}' is a directory: {full}. Name the executable in it.");
        if (!File.Exists(full))
            throw Refusal.Before($"program '{program}' does not exist: {full}. Check the path; a relative one counts from the working directory.");
        if (!IsExecutable(full))
            throw Refusal.Before($"program '{program}' is not executable: {full}. Make it so with `chmod +x`, or put its interpreter first.");
        return full;
    }

    private static bool IsExecutable(string file) => File.Exists(file) && (File.GetUnixFileMode(file) & AnyExecute) != 0;
}
