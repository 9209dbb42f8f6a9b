using Akka.Dispatch;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class ChannelTaskSchedulerTests() : WithSystem("akka.channel-scheduler { parallelism-min = 1, parallelism-max = 1, work-max = 3 }")
{
    [Fact]
    public async Task Urgent_tasks_go_first_and_low_ones_get_their_turn_all_the_same()
    {
        var schedulers = ChannelTaskScheduler.Get(Sys);
        var ran = new List<string>();
        var (begun, gate) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        List<Task> all = [Run(schedulers.High, () =>
        {
            begun.Set();
            gate.Wait();
        })];
        // The only worker is in there, so the rest waits in its queues.
        begun.Wait();
        foreach (var (name, scheduler, count) in new[] { ("idle", schedulers.Idle, 1), ("low", schedulers.Low, 2), ("normal", schedulers.Normal, 5), ("high", schedulers.High, 2) })
        {
            for (var i = 0; i < count; i++)
                all.Add(Run(scheduler, () => ran.Add(name)));
        }
        gate.Set();
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromSeconds(60));
        ran.ShouldBe(["high", "high", "normal", "normal", "normal", "low", "normal", "normal", "low", "idle"]);
        static Task Run(TaskScheduler on, Action what) => Task.Factory.StartNew(what, CancellationToken.None, TaskCreationOptions.None, on);
    }

    [Fact]
    public void Priorities_have_the_schedulers_of_their_class()
    {
        var schedulers = ChannelTaskScheduler.Get(Sys);
        schedulers.GetScheduler(TaskSchedulerPriority.Realtime).ShouldBeSameAs(schedulers.High);
        schedulers.GetScheduler(TaskSchedulerPriority.BelowNormal).ShouldBeSameAs(schedulers.Low);
        schedulers.GetScheduler(TaskSchedulerPriority.Background).ShouldBeSameAs(schedulers.Idle);
        Should.Throw<ArgumentException>(() => schedulers.GetScheduler(TaskSchedulerPriority.None));
    }
}
