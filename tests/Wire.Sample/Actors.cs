using Akka.Actor;

namespace WireSample;

/// <summary>Deployed without arguments.</summary>
public class SimpleWorker : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case "resume":
                throw new ArithmeticException("resume me");
            case "restart":
                throw new ArgumentException("restart me");
            case "stop":
                throw new NotSupportedException("stop me");
            default:
                Sender.Tell("worked:" + message, Self);
                break;
        }
    }
}

/// <summary>Deployed with arguments of every kind.</summary>
public class Worker : SimpleWorker
{
    public Worker(string text, int number, long big, Person person, byte[] raw, IActorRef reference)
    {
        Arguments = [text, number, big, person, raw, reference];
    }

    public object[] Arguments { get; }
}
