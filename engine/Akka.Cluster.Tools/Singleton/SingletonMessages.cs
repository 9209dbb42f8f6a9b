using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>A message between singleton managers.</summary>
public interface IClusterSingletonMessage
{
}

/// <summary>The new oldest asks the previous one to hand over.</summary>
internal sealed class HandOverToMe : IClusterSingletonMessage, IDeadLetterSuppression
{
    internal static readonly HandOverToMe Instance = new();

    private HandOverToMe()
    {
    }
}

/// <summary>The previous oldest is stopping its singleton.</summary>
internal sealed class HandOverInProgress : IClusterSingletonMessage
{
    internal static readonly HandOverInProgress Instance = new();

    private HandOverInProgress()
    {
    }
}

/// <summary>The singleton of the previous oldest has stopped.</summary>
internal sealed class HandOverDone : IClusterSingletonMessage
{
    internal static readonly HandOverDone Instance = new();

    private HandOverDone()
    {
    }
}

/// <summary>The previous oldest asks the new one to ask it to hand over, when it is the first to see the change.</summary>
internal sealed class TakeOverFromMe : IClusterSingletonMessage, IDeadLetterSuppression
{
    internal static readonly TakeOverFromMe Instance = new();

    private TakeOverFromMe()
    {
    }
}
