using Akka.Remote.Associations;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class HandshakeDecisionTests
{
    private static readonly AssociationView Fresh = new(null, false, false, false, false, false, true);

    [Fact]
    public void A_first_outbound_link_is_written_on() =>
        HandshakeDecision.Decide(Fresh with { Connecting = true }, false, 1).ShouldBe(new HandshakeOutcome(HandshakeVerdict.UseForWriting));

    [Fact]
    public void A_first_inbound_link_is_reused_for_our_own_messages() =>
        HandshakeDecision.Decide(Fresh, true, 1).ShouldBe(new HandshakeOutcome(HandshakeVerdict.UseForWriting));

    [Fact]
    public void Without_passive_connections_an_inbound_link_is_only_read() =>
        HandshakeDecision.Decide(Fresh with { UsePassiveConnections = false }, true, 1).Verdict.ShouldBe(HandshakeVerdict.UseForReading);

    [Fact]
    public void When_both_sides_connect_the_inbound_link_is_only_read() =>
        HandshakeDecision.Decide(Fresh with { Connecting = true }, true, 1).ShouldBe(new HandshakeOutcome(HandshakeVerdict.UseForReading));

    [Fact]
    public void A_second_link_of_the_same_peer_replaces_the_one_it_wrote_on() =>
        HandshakeDecision.Decide(Fresh with { KnownUid = 1, HasWriteLink = true, HasReadLink = true }, true, 1)
            .ShouldBe(new HandshakeOutcome(HandshakeVerdict.UseForReading, false, true));

    [Fact]
    public void A_peer_that_connects_again_is_written_to_on_its_newest_link() =>
        HandshakeDecision.Decide(Fresh with { KnownUid = 1, HasWriteLink = true, WriteLinkInbound = true }, true, 1)
            .ShouldBe(new HandshakeOutcome(HandshakeVerdict.UseForWriting));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_quarantined_incarnation_is_refused_whoever_connects(bool inbound) =>
        HandshakeDecision.Decide(Fresh with { KnownUid = 1, Quarantined = true }, inbound, 1).Verdict.ShouldBe(HandshakeVerdict.RefuseQuarantined);

    [Fact]
    public void A_restarted_peer_takes_over_with_a_clean_slate() =>
        HandshakeDecision.Decide(Fresh with { KnownUid = 1, HasWriteLink = true }, true, 2)
            .ShouldBe(new HandshakeOutcome(HandshakeVerdict.UseForWriting, true));
}
