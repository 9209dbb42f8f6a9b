using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Answers for a test actor as messages come in.</summary>
public abstract class AutoPilot
{
    protected AutoPilot()
    {
    }

    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Handles a message; returns the pilot for the next one.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>An auto pilot made of a function.</summary>
public sealed class DelegateAutoPilot : AutoPilot
{
    private readonly AutoPilotDelegate _pilot;

    public DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate)
    {
        _pilot = autoPilotDelegate;
    }

    public override AutoPilot Run(IActorRef sender, object message) => _pilot(sender, message);
}

/// <summary>Ends automatic answers.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    private NoAutoPilot()
    {
    }

    public static NoAutoPilot Instance = new();

    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Keeps the present auto pilot.</summary>
public sealed class KeepRunning : AutoPilot
{
    private KeepRunning()
    {
    }

    public static KeepRunning Instance = new();

    public override AutoPilot Run(IActorRef sender, object message) => throw new InvalidOperationException("KeepRunning is what a pilot returns; it cannot be set as a pilot itself.");
}
