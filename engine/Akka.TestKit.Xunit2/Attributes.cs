using Xunit;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>A test that does not run where XUNIT_SKIP_LOCAL_FACT is set.</summary>
public class LocalFactAttribute : FactAttribute
{
    public LocalFactAttribute()
    {
    }

    public string SkipLocal { get; set; }

    public override string Skip
    {
        get => base.Skip ?? LocalOnly.Reason("XUNIT_SKIP_LOCAL_FACT", SkipLocal);
        set => base.Skip = value;
    }
}

/// <summary>A theory that does not run where XUNIT_SKIP_LOCAL_THEORY is set.</summary>
public class LocalTheoryAttribute : TheoryAttribute
{
    public LocalTheoryAttribute()
    {
    }

    public string SkipLocal { get; set; }

    public override string Skip
    {
        get => base.Skip ?? LocalOnly.Reason("XUNIT_SKIP_LOCAL_THEORY", SkipLocal);
        set => base.Skip = value;
    }
}

/// <summary>A test that runs on Windows only.</summary>
public class WindowsFactAttribute : FactAttribute
{
    public WindowsFactAttribute()
    {
    }

    public string SkipUnix { get; set; }

    public override string Skip
    {
        get => base.Skip ?? (OperatingSystem.IsWindows() ? null : SkipUnix ?? "Runs on Windows only.");
        set => base.Skip = value;
    }
}

internal static class LocalOnly
{
    internal static string Reason(string variable, string given) =>
        bool.TryParse(Environment.GetEnvironmentVariable(variable), out var skip) && skip ? given ?? "Runs on a developer's machine only." : null;
}
