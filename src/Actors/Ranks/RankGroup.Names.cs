using Akka.Actor;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Names that ranks publish and look up: asked of the board, answered within a patience. A board that took another's place is told what ranks here have published.</summary>
internal sealed partial class RankGroup
{
    private static readonly TimeSpan NamePatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<int, AskName> _asking = [];   // by rank: each waits for its answer
    private readonly Dictionary<string, AskName> _published = new(StringComparer.Ordinal);
    private string? _namesNow;

    private IActorRef Names => Resolve(_namesNow ?? _start.Names);

    private void ReceiveNames()
    {
        Receive<GroupNews.NameAsked>(asked =>
        {
            var ask = new AskName { Key = Key, Rank = asked.Rank, Wish = asked.Wish, Service = asked.Service, Port = asked.Port };
            _asking[asked.Rank] = ask;
            Names.Tell(ask, Self);
            Timers.StartSingleTimer((nameof(NameAsked), asked.Rank), new NameAsked(asked.Rank, asked.Wish), NamePatience);
        });
        Receive<NameAnswer>(answer => answer.Key.Equals(Key), OnNameAnswer);
        Receive<NameAsked>(asked =>
        {
            _log.NamesSilent(Key, asked.Rank);
            _asking.Remove(asked.Rank);
            _io.CompleteName(_number, asked.Rank, asked.Wish, done: false, "");
        });
    }

    private void OnNameAnswer(NameAnswer answer)
    {
        // What was published again for another board nobody waits for.
        if (!_asking.TryGetValue(answer.Rank, out var ask) || ask.Wish != answer.Wish)
            return;
        _asking.Remove(answer.Rank);
        Timers.Cancel((nameof(NameAsked), answer.Rank));
        if (answer.Done && ask.Wish == NameWish.Publish)
            _published[ask.Service] = ask;
        else if (answer.Done && ask.Wish == NameWish.Unpublish)
            _published.Remove(ask.Service);
        _io.CompleteName(_number, answer.Rank, answer.Wish, answer.Done, answer.Port);
    }

    private void UseNames(string path)
    {
        if (path == (_namesNow ?? _start.Names))
            return;
        _namesNow = path;
        foreach (var ask in _published.Values.Concat(_asking.Values))
            Names.Tell(ask, Self);
    }

    private sealed record NameAsked(int Rank, NameWish Wish);
}
