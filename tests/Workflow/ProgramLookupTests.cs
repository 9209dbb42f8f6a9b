using Muster.Actors.Workflow;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public sealed class ProgramLookupTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public ProgramLookupTests()
    {
        File.WriteAllText(_directory["tool"], "#!/bin/sh\n");
        File.SetUnixFileMode(_directory["tool"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.WriteAllText(_directory["text"], "");
        File.SetUnixFileMode(_directory["text"], UnixFileMode.UserRead);
        Directory.CreateDirectory(_directory["folder"]);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_program_is_found_by_path_by_relative_path_and_by_name()
    {
        Find(_directory["tool"]).ShouldBe(_directory["tool"]);
        Find("./tool").ShouldBe(_directory["tool"]);
        Find("tool").ShouldBe(_directory["tool"]);
        Find("sh", "/usr/bin:/bin").ShouldNotBeNull().ShouldEndWith("/sh");
    }

    [Fact]
    public void A_missing_program_is_named_with_the_path_that_was_tried()
    {
        Find("./none", code: RefusalCode.ProgramNotFound).ShouldBeNull();
        Find("none", code: RefusalCode.ProgramNotFound).ShouldBeNull();
    }

    [Fact]
    public void A_file_without_the_execute_bit_and_a_folder_are_not_programs()
    {
        Find("./text", code: RefusalCode.ProgramNotExecutable).ShouldBeNull();
        Find("./folder", code: RefusalCode.ProgramNotExecutable).ShouldBeNull();
    }

    private string? Find(string program, string path = "", RefusalCode code = RefusalCode.Unspecified)
    {
        var found = ProgramLookup.Find(program, _directory.Path, path, out var fault);
        fault.Code.ShouldBe(code);
        if (code != RefusalCode.Unspecified)
            fault.Reason.ShouldContain(program.TrimStart('.', '/'));
        return found;
    }
}
