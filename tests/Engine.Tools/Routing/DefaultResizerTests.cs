using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

public class DefaultResizerTests
{
    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(9, 10, 0)]
    [InlineData(10, 10, 2)]
    [InlineData(3, 3, 1)]
    public void It_grows_by_the_rampup_rate_when_all_routees_are_busy(int pressure, int capacity, int growth) =>
        new DefaultResizer(1, 100).Rampup(pressure, capacity).ShouldBe(growth);

    [Theory]
    [InlineData(10, 10, 0)]
    [InlineData(3, 10, 0)]
    [InlineData(2, 10, -1)]
    [InlineData(0, 25, -3)]
    [InlineData(0, 1, -1)]
    public void It_shrinks_by_the_backoff_rate_when_few_routees_are_busy(int pressure, int capacity, int shrinkage) =>
        new DefaultResizer(1, 100).Backoff(pressure, capacity).ShouldBe(shrinkage);

    [Theory]
    [InlineData(0, 2, 5, 2)]
    [InlineData(1, 2, 5, 1)]
    [InlineData(2, 2, 5, 0)]
    [InlineData(9, 2, 5, -4)]
    public void It_stays_between_its_bounds(int routees, int lower, int upper, int change) =>
        new DefaultResizer(lower, upper).Capacity(Enumerable.Repeat(new Routee(), routees)).ShouldBe(change);

    [Fact]
    public void Its_turn_comes_every_so_many_messages_and_with_the_first()
    {
        var resizer = new DefaultResizer(1, 2, messagesPerResize: 3);
        Enumerable.Range(0, 7).Where(n => resizer.IsTimeForResize(n)).ShouldBe([0, 3, 6]);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(2, 1)]
    public void Impossible_bounds_are_refused(int lower, int upper) => Should.Throw<ArgumentException>(() => new DefaultResizer(lower, upper));
}
