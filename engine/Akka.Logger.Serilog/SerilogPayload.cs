namespace Akka.Logger.Serilog;

/// <summary>A message on its way to the logger together with the properties its adapter adds.</summary>
internal sealed class SerilogPayload(object message, SerilogContext context)
{
    internal object Message { get; } = message;

    internal SerilogContext Context { get; } = context;

    public override string ToString() => Message?.ToString();
}

/// <summary>One added property, and those added before it.</summary>
internal sealed record SerilogContext(string Name, object Value, bool Destructure, SerilogContext Outer);
