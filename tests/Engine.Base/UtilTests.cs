using Akka.Actor;
using Akka.Util;
using Akka.Util.Internal;
using Akka.Util.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using Result = Akka.Util.Result;

namespace Engine.Base.Tests;

public class UtilTests
{
    [Fact]
    public void Options_hold_a_value_or_none()
    {
        Option<string>.Create(null).ShouldBe(Option<string>.None);
        Option<string>.None.GetOrElse("x").ShouldBe("x");
        Option<int> five = 5;
        five.Select(number => number + 1).Value.ShouldBe(6);
        five.FlatSelect(_ => Option<string>.None).IsEmpty.ShouldBeTrue();
        (five == 5).ShouldBeTrue();
    }

    [Fact]
    public void Results_and_tries_hold_a_value_or_a_failure()
    {
        Result.From(() => 5).ShouldBe(Result.Success(5));
        Result.From<int>(() => throw new InvalidOperationException("x")).Exception.Message.ShouldBe("x");
        Try<int>.From(() => 5).Get().ShouldBe(5);
        Try<string>.From(() => throw new InvalidOperationException("x")).RecoverWith(e => e.Message).Get().ShouldBe("x");
        new Try<string>(new InvalidOperationException()).GetOrElse(() => "y").Get().ShouldBe("y");
    }

    [Fact]
    public void Eithers_are_one_of_two()
    {
        Either<int, string> left = Either.Left(5);
        left.IsLeft.ShouldBeTrue();
        left.Fold(number => number.ToString(), text => text).ShouldBe("5");
        left.MapLeft(number => number + 1).Value.ShouldBe(6);
    }

    [Fact]
    public void A_switch_turns_only_with_its_action()
    {
        var one = new Switch();
        one.SwitchOn(() => { }).ShouldBeTrue();
        one.SwitchOn(() => { }).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => one.SwitchOff(() => throw new InvalidOperationException()));
        one.IsOn.ShouldBeTrue();
        one.IfOff(() => { }).ShouldBeFalse();
        one.WhileOn(() => { }).ShouldBeTrue();
    }

    [Fact]
    public void Counters_count_one_at_a_time()
    {
        var counter = new AtomicCounter(0);
        Parallel.For(0, 1000, _ => counter.IncrementAndGet());
        counter.Current.ShouldBe(1000);
        counter.GetAndAdd(5).ShouldBe(1000);
        new AtomicCounter().Next().ShouldBe(0);
        new AtomicCounterLong(7).GetAndIncrement().ShouldBe(7);
        var flag = new AtomicBoolean();
        flag.CompareAndSet(false, true).ShouldBeTrue();
        flag.CompareAndSet(false, true).ShouldBeFalse();
    }

    [Theory]
    [InlineData("1.2.3", "1.2.4", -1)]
    [InlineData("1.2", "1.2.0", 0)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.2-RC1", "1.2", -1)]
    [InlineData("1.2-RC1", "1.2-RC2", -1)]
    [InlineData("1.2.3+10-abc", "1.2.3", 1)]
    [InlineData("1.2.3+10-abc", "1.2.3+9-abc", 1)]
    [InlineData("abc", "0.0.1", -1)]
    public void Versions_are_ordered(string left, string right, int order) => Math.Sign(AppVersion.Create(left).CompareTo(AppVersion.Create(right))).ShouldBe(order);

    [Theory]
    [InlineData("abc", "a*", true)]
    [InlineData("abc", "*c", true)]
    [InlineData("abc", "a?c", true)]
    [InlineData("abc", "a?", false)]
    [InlineData("abc", "A*", true)]
    [InlineData("aXbXc", "a*b*c", true)]
    [InlineData("abc", "*d*", false)]
    [InlineData("", "*", true)]
    [InlineData("a.b", "a.b", true)]
    [InlineData("axb", "a.b", false)]
    public void Wildcards_match(string text, string pattern, bool matches) => text.Like(pattern).ShouldBe(matches);

    [Fact]
    public void Case_counts_when_asked() => "abc".Like("A*", caseSensitive: true).ShouldBeFalse();

    [Fact]
    public void Type_names_carry_no_versions()
    {
        typeof(List<Dictionary<string, int[]>>).TypeQualifiedName().ShouldBe(
            "System.Collections.Generic.List`1[[System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.Int32[], System.Private.CoreLib]], System.Private.CoreLib]], System.Private.CoreLib");
        typeof(Akka.Actor.Status.Failure).TypeQualifiedName().ShouldBe("Akka.Actor.Status+Failure, Akka");
        typeof(UtilTests).Implements<object>().ShouldBeTrue();
    }

    [Fact]
    public void Dotted_paths_are_split_outside_of_quotes() => "a.\"b.c\".d".SplitDottedPathHonouringQuotes().ShouldBe(["a", "b.c", "d"]);

    [Fact]
    public void Types_of_configuration_are_found_by_name()
    {
        TypeCache.GetType("Akka.Actor.PoisonPill, Akka").ShouldBe(typeof(PoisonPill));
        DynamicAccess.CreateInstanceFor<Switch>("Akka.Util.Switch, Akka", true).Get().IsOn.ShouldBeTrue();
        DynamicAccess.CreateInstanceFor<Switch>("No.Such, Akka").IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public void Hashes_are_those_of_the_ring()
    {
        // Agreed on by every node, so they must never change.
        MurmurHash.StringHash("").ShouldBe(MurmurHash.StringHash(string.Empty));
        MurmurHash.SymmetricHash(new[] { 1, 2, 3 }, 7).ShouldBe(MurmurHash.SymmetricHash(new[] { 3, 1, 2 }, 7));
        MurmurHash.ArrayHash(new[] { 1, 2 }).ShouldNotBe(MurmurHash.ArrayHash(new[] { 2, 1 }));
        MurmurHash.StringHash("abc").ShouldNotBe(MurmurHash.StringHash("acb"));
    }

    [Fact]
    public void Priority_queues_give_the_lowest_first_and_the_stable_one_keeps_order() =>
        Prop.ForAll<int[]>(numbers =>
        {
            var plain = new ListPriorityQueue(4, message => ((int, int))message is var (key, _) ? key : 0);
            var stable = new StableListPriorityQueue(4, message => ((int, int))message is var (key, _) ? key : 0);
            var messages = (numbers ?? []).Select((number, index) => (number % 5, index)).ToArray();
            foreach (var message in messages)
            {
                plain.Enqueue(new Envelope(message, ActorRefs.NoSender));
                stable.Enqueue(new Envelope(message, ActorRefs.NoSender));
            }

            var ordered = Enumerable.Range(0, stable.Count()).Select(_ => ((int, int))stable.Dequeue().Message).ToArray();
            var keys = Enumerable.Range(0, plain.Count()).Select(_ => (((int, int))plain.Dequeue().Message).Item1).ToArray();
            return ordered.SequenceEqual(messages.OrderBy(message => message.Item1)) && keys.SequenceEqual(keys.Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_bucket_makes_the_impatient_wait()
    {
        var bucket = new HandBucket();
        bucket.Init();
        bucket.Offer(10).ShouldBe(0);
        bucket.Offer(5).ShouldBe(50);
        bucket.Now += 50;
        bucket.Offer(0).ShouldBe(0);
        bucket.Now += 1000;
        bucket.Offer(10).ShouldBe(0);
    }

    [Fact]
    public void An_index_keeps_sets_by_key()
    {
        var index = new Index<string, int>();
        index.Put("a", 1).ShouldBeTrue();
        index.Put("a", 1).ShouldBeFalse();
        index.Put("b", 1);
        index["a"].ShouldBe([1]);
        index.RemoveValue(1);
        index.IsEmpty.ShouldBeTrue();
    }

    private sealed class HandBucket() : TokenBucket(10, 10)
    {
        public long Now { get; set; }

        public override long CurrentTime => Now;
    }
}
