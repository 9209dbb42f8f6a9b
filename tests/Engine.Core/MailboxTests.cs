using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class MailboxTests : WithSystem
{
    public MailboxTests() : base("""
        small-box { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 2, mailbox-push-timeout-time = 0s }
        by-size { mailbox-type = "Engine.Core.Tests.MailboxTests+SmallFirst, Engine.Core.Tests" }
        """) { }

    internal sealed class SmallFirst(Settings settings, Akka.Configuration.Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is int n ? n / 10 : -1;
    }

    private sealed class Counter : UntypedActor
    {
        private readonly int[] _last;
        private readonly TaskCompletionSource _done;
        private readonly int _expected;
        private int _count;

        public Counter(int senders, int expected, TaskCompletionSource done)
        {
            _last = new int[senders];
            _expected = expected;
            _done = done;
        }

        protected override void OnReceive(object message)
        {
            var (sender, number) = ((int, int))message;
            if (number != _last[sender] + 1) _done.TrySetException(new InvalidOperationException($"sender {sender}: {number} after {_last[sender]}"));
            _last[sender] = number;
            if (++_count == _expected) _done.TrySetResult();
        }
    }

    [Theory]
    [InlineData(1, 200_000)]
    [InlineData(4, 100_000)]
    [InlineData(16, 20_000)]
    public async Task Messages_of_many_threads_all_arrive_each_senders_in_order(int senders, int each)
    {
        var done = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Counter(senders, senders * each, done)));
        var threads = Enumerable.Range(0, senders).Select(s => new Thread(() =>
        {
            for (int i = 1; i <= each; i++)
            {
                actor.Tell((s, i), ActorRefs.NoSender);
                // Pauses let the mailbox run empty: the edge between idle and scheduled is where a wake-up could get lost.
                if (i % 97 == 0) Thread.Yield();
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60));
        threads.ForEach(t => t.Join());
    }

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Ping(IActorRef pong, int rounds, TaskCompletionSource done) : UntypedActor
    {
        private int _left = rounds;

        protected override void PreStart() => pong.Tell("ball");

        protected override void OnReceive(object message)
        {
            if (--_left == 0) done.SetResult();
            else Sender.Tell(message);
        }
    }

    [Fact]
    public async Task One_message_going_back_and_forth_never_gets_stuck()
    {
        var done = Enumerable.Range(0, 8).Select(_ => new TaskCompletionSource()).ToArray();
        foreach (var each in done)
        {
            var pong = Sys.ActorOf(Props.Create(() => new Pong()));
            Sys.ActorOf(Props.Create(() => new Ping(pong, 20_000, each)));
        }
        await Task.WhenAll(done.Select(d => d.Task)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_queue_grows_and_keeps_the_order()
    {
        var queue = new UnboundedMessageQueue();
        int next = 0, expected = 0;
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++)
        {
            for (int i = random.Next(60); i > 0; i--) queue.Enqueue(ActorRefs.Nobody, new Envelope(next++, ActorRefs.NoSender));
            queue.Count.ShouldBe(next - expected);
            for (int i = random.Next(60); i > 0 && queue.TryDequeue(out var envelope); i--) envelope.Message.ShouldBe(expected++);
        }
        while (queue.TryDequeue(out var envelope)) envelope.Message.ShouldBe(expected++);
        expected.ShouldBe(next);
        queue.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void A_steady_flow_of_messages_allocates_nothing()
    {
        var queue = new UnboundedMessageQueue();
        var message = new object();
        for (int i = 0; i < 100; i++) queue.Enqueue(null, new Envelope(message, null));
        while (queue.TryDequeue(out _)) { }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1_000; round++)
        {
            for (int i = 0; i < 50; i++) queue.Enqueue(null, new Envelope(message, null));
            while (queue.TryDequeue(out _)) { }
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void What_is_queued_when_an_actor_stops_becomes_dead_letters()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var actor = Sys.ActorOf(Puppet.Props());
        var release = new ManualResetEventSlim();
        actor.Tell(new Probe.Do(_ => release.Wait(TimeSpan.FromSeconds(60))));
        actor.Tell(PoisonPill.Instance);
        actor.Tell("too late");
        release.Set();
        var letter = probe.Expect<DeadLetter>();
        letter.Message.ShouldBe("too late");
        letter.Recipient.ShouldBe(actor);
    }

    [Fact]
    public async Task Nothing_told_while_an_actor_ends_is_lost_without_a_dead_letter()
    {
        int letters = 0, handled = 0;
        var counter = Sys.ActorOf(Props.Create(() => new Tally(() => Interlocked.Increment(ref letters))));
        Sys.EventStream.Subscribe(counter, typeof(DeadLetter));
        const int actors = 200, each = 100;
        for (int a = 0; a < actors; a++)
        {
            var actor = Sys.ActorOf(Props.Create(() => new Tally(() => Interlocked.Increment(ref handled))));
            var sender = Task.Run(() =>
            {
                for (int i = 0; i < each; i++) actor.Tell(i, ActorRefs.NoSender);
            });
            Sys.Stop(actor);
            await sender;
        }
        Until(() => Volatile.Read(ref letters) + Volatile.Read(ref handled) == actors * each,
            () => $"all {actors * each} messages are accounted for: {letters} dead letters, {handled} handled");
    }

    public enum Ending { Stop, PoisonPill, Kill, Failure, ParentStops }

    [Theory]
    [InlineData(Ending.Stop)]
    [InlineData(Ending.PoisonPill)]
    [InlineData(Ending.Kill)]
    [InlineData(Ending.Failure)]
    [InlineData(Ending.ParentStops)]
    public async Task Every_message_of_many_threads_is_handled_or_a_dead_letter_exactly_once_however_the_actor_ends(Ending ending)
    {
        // Each message has a place of its own, so that a message lost and another told twice do not make up for each other.
        const int actors = 60, senders = 4, each = 250;
        var seen = new int[actors * senders * each];
        int total = 0;
        Action<int> count = n =>
        {
            Interlocked.Increment(ref seen[n]);
            Interlocked.Increment(ref total);
        };
        var counter = Sys.ActorOf(Props.Create(() => new Tallier(count)));
        Sys.EventStream.Subscribe(counter, typeof(DeadLetter));
        for (int a = 0; a < actors; a++)
        {
            var parent = Sys.ActorOf(Puppet.Props(strategy: new OneForOneStrategy(_ => Directive.Stop)));
            var actor = parent.MakeChild(Props.Create(() => new Tallier(count)), "child");
            int first = a * senders * each;
            var telling = Enumerable.Range(0, senders).Select(s => Task.Run(() =>
            {
                for (int i = 0; i < each; i++) actor.Tell(first + s * each + i, ActorRefs.NoSender);
            })).ToArray();
            switch (ending)
            {
                case Ending.Stop: Sys.Stop(actor); break;
                case Ending.PoisonPill: actor.Tell(PoisonPill.Instance); break;
                case Ending.Kill: actor.Tell(Kill.Instance); break;
                case Ending.Failure: actor.Tell(new InvalidOperationException("fails")); break;
                case Ending.ParentStops: Sys.Stop(parent); break;
            }
            await Task.WhenAll(telling);
        }
        Until(() => Volatile.Read(ref total) >= seen.Length, () => $"all {seen.Length} messages are accounted for: {total} are");
        seen.ShouldAllBe(n => n == 1);
    }

    private sealed class Tallier(Action<int> count) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Exception e) throw e;
            if (message is DeadLetter letter) message = letter.Message;
            if (message is int number) count(number);
        }
    }

    private sealed class Tally(Action count) : UntypedActor
    {
        protected override void OnReceive(object message) => count();
    }

    [Fact]
    public void A_full_bounded_mailbox_makes_dead_letters()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var release = new ManualResetEventSlim();
        var running = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Puppet.Props().WithMailbox("small-box"));
        actor.Tell(new Probe.Do(_ =>
        {
            running.Set();
            release.Wait(TimeSpan.FromSeconds(60));
        }));
        running.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        for (int i = 0; i < 3; i++) actor.Tell("m" + i);
        probe.Expect<DeadLetter>().Message.ShouldBe("m2");
        release.Set();
    }

    [Fact]
    public void A_priority_mailbox_takes_urgent_messages_first_and_equal_ones_in_order()
    {
        var probe = NewProbe();
        var release = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Forwarder(probe.Ref)).WithMailbox("by-size"));
        actor.Tell(release);
        probe.Expect("waiting");
        foreach (int n in new[] { 31, 12, 33, 11, 5 }) actor.Tell(n);
        release.Set();
        foreach (int n in new[] { 5, 12, 11, 31, 33 }) probe.Expect(n);
    }

    private sealed class Forwarder(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is not ManualResetEventSlim release)
            {
                to.Tell(message);
                return;
            }
            to.Tell("waiting");
            release.Wait(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public void A_null_message_is_refused_where_it_is_told() =>
        Should.Throw<InvalidMessageException>(() => Sys.ActorOf(Puppet.Props()).Tell(null!));
}
