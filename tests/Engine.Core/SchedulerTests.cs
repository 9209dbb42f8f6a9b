using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Dispatch;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class SchedulerTests : WithSystem
{
    [Fact]
    public void Actions_run_and_no_earlier_than_asked()
    {
        var early = new ConcurrentBag<string>();
        int fired = 0;
        foreach (int delay in new[] { 90, 30, 60, 1, 0 })
        {
            var clock = Stopwatch.StartNew();
            Sys.Scheduler.Advanced.ScheduleOnce(delay, () =>
            {
                if (clock.Elapsed.TotalMilliseconds < delay - 0.5) early.Add($"{delay} ms after {clock.Elapsed.TotalMilliseconds} ms");
                Interlocked.Increment(ref fired);
            });
        }
        Until(() => Volatile.Read(ref fired) == 5, "all five ran");
        early.ShouldBeEmpty();
    }

    [Fact]
    public void A_repeated_action_repeats_until_cancelled_and_survives_its_own_exceptions()
    {
        int runs = 0;
        var cancelable = Sys.Scheduler.Advanced.ScheduleRepeatedlyCancelable(1, 5, () =>
        {
            Interlocked.Increment(ref runs);
            throw new InvalidOperationException("must not end the scheduler");
        });
        Until(() => Volatile.Read(ref runs) >= 4, "it ran four times");
        cancelable.Cancel();
        int after = Volatile.Read(ref runs);
        var later = new TaskCompletionSource();
        Sys.Scheduler.Advanced.ScheduleOnce(50, later.SetResult);
        later.Task.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        Volatile.Read(ref runs).ShouldBeLessThanOrEqualTo(after + 1);
    }

    [Fact]
    public void Messages_are_told_later_and_cancelled_ones_never()
    {
        var probe = NewProbe();
        Sys.Scheduler.ScheduleTellOnceCancelable(20, probe.Ref, "never", ActorRefs.NoSender).Cancel();
        Sys.Scheduler.ScheduleTellOnce(40, probe.Ref, "later", ActorRefs.NoSender);
        probe.Expect("later");
    }

    [Fact]
    public void Delays_beyond_one_turn_of_the_wheel_wait_their_turn()
    {
        var wheel = new TimerWheel(10, 64);
        var ran = new List<long>();
        foreach (long delay in new long[] { 5, 700, 6_400, 640, 20_000, 12_345 })
            wheel.Add(0, delay, 0, new ActionRunnable(() => ran.Add(delay)), null);
        for (long now = 0; now <= 25_000; now += 7)
        {
            for (var due = wheel.TakeDue(now); due != null; due = due.Next)
            {
                due.Due.ShouldBeLessThanOrEqualTo(now);
                (now - due.Due).ShouldBeLessThan(20);
                due.Action.Run();
            }
        }
        ran.ShouldBe([5, 640, 700, 6_400, 12_345, 20_000]);
        wheel.TicksToNext(25_000).ShouldBe(long.MaxValue);
    }

    [Fact]
    public void The_wheel_behaves_like_a_sorted_list_for_any_times()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var wheel = new TimerWheel(10, 64);
        long now = 0;
        int fired = 0, added = 0;
        for (int step = 0; step < 5_000; step++)
        {
            now += random.Next(random.Next(10) == 0 ? 5_000 : 30);
            for (var due = wheel.TakeDue(now); due != null; due = due.Next)
            {
                (due.Due <= now).ShouldBeTrue($"seed {seed}: fired early");
                fired++;
            }
            long next = wheel.TicksToNext(now);
            if (fired < added) next.ShouldNotBe(long.MaxValue, $"seed {seed}: something is pending");
            if (random.Next(2) == 0)
            {
                wheel.Add(now, random.Next(2_000), 0, new ActionRunnable(() => { }), null);
                added++;
            }
        }
        now += 100_000;
        for (var due = wheel.TakeDue(now); due != null; due = due.Next) fired++;
        fired.ShouldBe(added, $"seed {seed}");
    }

    [Fact]
    public void Negative_delays_and_empty_intervals_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(-1), () => { }));
        Should.Throw<ArgumentOutOfRangeException>(() => Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.Zero, () => { }));
    }
}
