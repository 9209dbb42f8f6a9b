using Akka.Actor;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Gossiping;

public class JoinProgressTests
{
    private static readonly Address Self = new("akka.tcp", "Sys", "10.0.0.9", 4000);
    private static readonly Address Seed = new("akka.tcp", "Sys", "10.0.0.1", 4000);
    private readonly JoinProgress _progress = new(Self, TimeSpan.Zero);

    private string Explain() => _progress.Explain(TimeSpan.FromSeconds(15));

    [Fact]
    public void A_seed_of_another_name_is_named()
    {
        _progress.Aim([Seed.WithSystem("Other")]);
        Explain().ShouldBe("after 15 s [akka.tcp://Other@10.0.0.1:4000] cannot be joined: wrong system name: it is called \"Other\" and this system \"Sys\"; all members must have the same name");
    }

    [Fact]
    public void Silence_is_told_with_what_to_check()
    {
        _progress.Aim([Seed]);
        Explain().ShouldContain("does not answer: check that it runs, that its system is named \"Sys\", and that it listens as exactly [10.0.0.1:4000]");
    }

    [Fact]
    public void A_refused_connection_is_told_with_its_cause()
    {
        _progress.Aim([Seed]);
        _progress.OnError(Seed, new InvalidOperationException("outer", new IOException("Connection refused")));
        Explain().ShouldContain("cannot be reached (Connection refused)");
    }

    [Fact]
    public void A_seed_that_waits_itself_is_told()
    {
        _progress.Aim([Seed]);
        _progress.OnAnswer(Seed, hasCluster: false);
        Explain().ShouldContain("answers but is no member itself yet");
    }

    [Fact]
    public void A_welcome_that_does_not_come_points_at_an_earlier_incarnation()
    {
        _progress.Aim([Seed]);
        _progress.OnAnswer(Seed, hasCluster: true);
        _progress.OnJoinSent(Seed);
        Explain().ShouldContain("has not welcomed this node. An earlier incarnation of [akka.tcp://Sys@10.0.0.9:4000] may still be a member");
    }
}
