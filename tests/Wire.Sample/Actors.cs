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
                Sender.Tell(Answer(message), Self);
                break;
        }
    }

    protected virtual string Answer(object message) => "simple:" + message;
}

/// <summary>Deployed with arguments of every kind.</summary>
public class Worker : SimpleWorker
{
    private readonly string _arguments;

    public Worker(string text, int number, long big, Person person, byte[] raw, IActorRef reference) =>
        _arguments = $"{text}{number}{big}{person.Name}{raw.Length}{reference.Path.Name}";

    protected override string Answer(object message) => $"worker:{_arguments}:{message}";
}
