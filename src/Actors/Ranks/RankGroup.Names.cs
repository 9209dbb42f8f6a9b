using Akka.Actor;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Names that ranks publish and look up: asked of the board, answered within a patience.</summary>
internal sealed partial class RankGroup
{
    private static readonly TimeSpan NamePatience = TimeSpan.FromSeconds(5);

    private void ReceiveNames()
    {
        Receive<GroupNews.NameAsked>(asked =>
        {
            Resolve(_start.Names).Tell(new AskName { Key = Key, Rank = asked.Rank, Wish = asked.Wish, Service = asked.Service, Port = asked.Port }, Self);
            Timers.StartSingleTimer((nameof(NameAsked), asked.Rank), new NameAsked(asked.Rank, asked.Wish), NamePatience);
        });
        Receive<NameAnswer>(answer => answer.Key.Equals(Key), answer =>
        {
            Timers.Cancel((nameof(NameAsked), answer.Rank));
            _io.CompleteName(_number, answer.Rank, answer.Wish, answer.Done, answer.Port);
        });
        Receive<NameAsked>(asked =>
        {
            _log.NamesSilent(Key, asked.Rank);
            _io.CompleteName(_number, asked.Rank, asked.Wish, done: false, "");
        });
    }

    private sealed record NameAsked(int Rank, NameWish Wish);
}
