using Akka.Remote.Associations;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class GateTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(5_999, false)]
    [InlineData(6_000, true)]
    public void The_gate_opens_when_its_period_is_over(long now, bool open) =>
        (Gate.Decide(Gate.CloseUntil(1_000, Period), now) == GateVerdict.Connect).ShouldBe(open);

    [Theory]
    [InlineData(0, 9_000, false)]
    [InlineData(1, 5_000, false)]
    [InlineData(1, 6_000, true)]
    public void Waiting_system_messages_reconnect_when_the_gate_opens(int unacked, long now, bool reconnect) =>
        Gate.MustReconnect(unacked, 6_000, now).ShouldBe(reconnect);

    [Theory]
    [InlineData(0, 500_000, false)]
    [InlineData(3, 179_999, false)]
    [InlineData(3, 180_000, true)]
    public void System_messages_that_reach_nobody_for_too_long_are_given_up(int unacked, long now, bool hopeless) =>
        Gate.IsHopeless(unacked, 0, TimeSpan.FromMinutes(3), now).ShouldBe(hopeless);
}
