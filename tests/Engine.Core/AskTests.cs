using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class AskTests : WithSystem
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private sealed class Answers : ReceiveActor
    {
        public Answers()
        {
            Receive<string>(s => s == "fail", _ => Sender.Tell(new Status.Failure(new InvalidOperationException("no"))));
            Receive<string>(s => s == "silent", _ => { });
            Receive<string>(s => s == "path", _ => Sender.Tell(Sender.Path.ToString()));
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    [Fact]
    public async Task An_answer_completes_the_task() => (await Sys.ActorOf<Answers>().Ask<int>(42, Soon)).ShouldBe(42);

    [Fact]
    public Task A_failure_faults_the_task() =>
        Should.ThrowAsync<InvalidOperationException>(() => Sys.ActorOf<Answers>().Ask<int>("fail", Soon));

    /// <summary>Asking for no type in particular is asking for an answer; a failure itself is had by asking for one.</summary>
    [Fact]
    public async Task A_failure_faults_an_untyped_ask_and_is_the_answer_of_an_ask_for_one()
    {
        var actor = Sys.ActorOf<Answers>();
        await Should.ThrowAsync<InvalidOperationException>(() => actor.Ask("fail", Soon));
        await Should.ThrowAsync<InvalidOperationException>(() => actor.Ask<object>("fail", Soon));
        (await actor.Ask<Status.Failure>("fail", Soon)).Cause.ShouldBeOfType<InvalidOperationException>();
        (await actor.Ask<Status>("fail", Soon)).ShouldBeOfType<Status.Failure>();
    }

    [Fact]
    public Task Silence_ends_in_AskTimeoutException() =>
        Should.ThrowAsync<AskTimeoutException>(() => Sys.ActorOf<Answers>().Ask<int>("silent", TimeSpan.FromMilliseconds(30)));

    [Fact]
    public async Task A_token_cancels_an_ask()
    {
        using var source = new CancellationTokenSource();
        var asking = Sys.ActorOf<Answers>().Ask<int>("silent", Soon, source.Token);
        await source.CancelAsync();
        await Should.ThrowAsync<TaskCanceledException>(() => asking);
    }

    [Fact]
    public Task An_answer_of_another_type_is_an_error() =>
        Should.ThrowAsync<ArgumentException>(() => Sys.ActorOf<Answers>().Ask<int>("text", Soon));

    [Fact]
    public async Task The_sender_of_an_ask_is_a_temporary_path_that_is_given_back()
    {
        string path = await Sys.ActorOf<Answers>().Ask<string>("path", Soon);
        path.ShouldStartWith("akka://test/temp/");
        var temp = (VirtualPathContainer)((ExtendedActorSystem)Sys).Provider.TempContainer;
        Until(() => !temp.HasChildren, "no temporary reference is left");
    }

    [Fact]
    public async Task A_task_can_be_piped_to_an_actor()
    {
        var probe = NewProbe();
        await Task.FromResult(7).PipeTo(probe.Ref);
        probe.Expect(7);
        await Task.FromException<int>(new InvalidOperationException("x")).PipeTo(probe.Ref);
        probe.Expect<Status.Failure>().Cause.Message.ShouldBe("x");
        await Task.FromResult(7).PipeTo(probe.Ref, success: n => n + 1, failure: e => e.Message);
        probe.Expect(8);
    }
}
