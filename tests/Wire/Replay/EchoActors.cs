using Akka.Actor;
using WireSample;

namespace Engine.Wire.Tests.Replay;

/// <summary>The recorded echo: text comes back with a prefix, a ping as pong, everything else as it is; nothing goes to nobody.</summary>
public sealed class RecordedEcho : UntypedActor
{
    protected override void OnReceive(object message)
    {
        if (Sender.IsNobody() || Sender.Path.Name == "deadLetters")
            return;
        Sender.Tell(message switch
        {
            string text => "echo:" + text,
            Ping ping => new Pong(ping.Number),
            _ => message,
        }, Self);
    }
}

public sealed class RecordedParent : UntypedActor
{
    protected override void PreStart()
    {
        Context.ActorOf(Props.Create(() => new RecordedEcho()), "child1");
        Context.ActorOf(Props.Create(() => new RecordedEcho()), "child2");
    }

    protected override void OnReceive(object message)
    {
    }
}

public sealed class RecordedFailing : UntypedActor
{
    protected override void OnReceive(object message)
    {
        try
        {
            Work((string)message);
            Sender.Tell(new Status.Success("done:" + message), Self);
        }
        catch (Exception e)
        {
            Sender.Tell(new Status.Failure(e), Self);
        }
    }

    private static void Work(string message)
    {
        switch (message)
        {
            case "fail":
                try
                {
                    throw new InvalidOperationException("inner cause");
                }
                catch (InvalidOperationException e)
                {
                    throw new ArgumentException("outer failure", "theParam", e);
                }
            case "custom":
                throw new SampleException("custom failure");
        }
    }
}
