namespace Akka.Dispatch.SysMsg;

public sealed class RegisterTerminationHook
{
    private RegisterTerminationHook() { }

    public static RegisterTerminationHook Instance { get; } = new();

    public override string ToString() => "<RegisterTerminationHook>";
}

public sealed class TerminationHook
{
    private TerminationHook() { }

    public static TerminationHook Instance { get; } = new();

    public override string ToString() => "<TerminationHook>";
}

public sealed class TerminationHookDone
{
    private TerminationHookDone() { }

    public static TerminationHookDone Instance { get; } = new();

    public override string ToString() => "<TerminationHookDone>";
}
