using Akka.Actor;
using Muster.Messages;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// Names that ranks published (MPI_Publish_name), for ranks of any run on any node to look up. A name is there until it is withdrawn or the part of
/// the run that published it is over.
/// </summary>
public sealed class NameBoard : ReceiveActor
{
    private const int MostNames = 65_536;

    private readonly Dictionary<string, (string Port, IActorRef Owner)> _names = new(StringComparer.Ordinal);

    /// <summary>Creates it.</summary>
    public NameBoard()
    {
        Receive<AskName>(OnAsk);
        Receive<Terminated>(over =>
        {
            foreach (var name in _names.Where(n => n.Value.Owner.Equals(over.ActorRef)).Select(n => n.Key).ToArray())
                _names.Remove(name);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <summary>How to create it.</summary>
    public static Props Props() => Akka.Actor.Props.Create(() => new NameBoard());

    private void OnAsk(AskName ask)
    {
        var answer = new NameAnswer { Key = ask.Key, Rank = ask.Rank, Wish = ask.Wish };
        switch (ask.Wish)
        {
            case NameWish.Publish:
                answer.Done = _names.Count < MostNames && _names.TryAdd(ask.Service, (ask.Port, Sender));
                if (answer.Done)
                    Context.Watch(Sender);
                break;
            case NameWish.Unpublish:
                answer.Done = _names.Remove(ask.Service);
                break;
            default:
                if (_names.TryGetValue(ask.Service, out var found))
                    (answer.Done, answer.Port) = (true, found.Port);
                break;
        }
        Sender.Tell(answer);
    }
}
