using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class PathsAndSelectionTests : WithSystem
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private async Task<IActorRef> Tree()
    {
        var top = Sys.ActorOf(Puppet.Props(), "top");
        foreach (string name in new[] { "a1", "a2", "b1" }) top.MakeChild(Puppet.Props(), name).MakeChild(Puppet.Props(), "leaf");
        await top.Ask<string>("ready", Soon);
        return top;
    }

    [Fact]
    public void Actors_without_a_name_are_called_a_b_c()
    {
        string[] names = [.. Enumerable.Range(0, 3).Select(_ => Sys.ActorOf(Puppet.Props()).Path.Name)];
        names.ShouldBe(["$a", "$b", "$c"]);
        Sys.ActorOf(Puppet.Props()).Path.ToString().ShouldBe("akka://test/user/$d");
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("hallo welt")]
    public void Illegal_names_are_refused(string name) => Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Puppet.Props(), name));

    [Fact]
    public void A_name_in_use_is_refused()
    {
        Sys.ActorOf(Puppet.Props(), "twin");
        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf(Puppet.Props(), "twin")).Message.ShouldBe("Actor name \"twin\" is not unique!");
    }

    [Fact]
    public async Task Selections_find_actors_by_absolute_and_relative_paths_and_by_address()
    {
        var top = await Tree();
        var leaf = await Sys.ActorSelection("/user/top/a1/leaf").ResolveOne(Soon);
        leaf.Path.ToString().ShouldBe("akka://test/user/top/a1/leaf");
        (await Sys.ActorSelection("akka://test/user/top/a1/leaf").ResolveOne(Soon)).ShouldBe(leaf);
        (await Sys.ActorSelection("user/top/b1/../a1/leaf").ResolveOne(Soon)).ShouldBe(leaf);
        (await Sys.ActorSelection(top.Path).ResolveOne(Soon)).ShouldBe(top);
        (await new ActorSelection(top, "a1/leaf").ResolveOne(Soon)).ShouldBe(leaf);
    }

    [Fact]
    public async Task Wildcards_reach_everyone_they_match()
    {
        await Tree();
        var probe = NewProbe();
        foreach (var (pattern, count) in new[] { ("/user/top/*", 3), ("/user/top/a?", 2), ("/user/top/*/leaf", 3), ("/user/top/**", 6) })
        {
            Sys.ActorSelection(pattern).Tell(new Identify(pattern), probe.Ref);
            for (int i = 0; i < count; i++) probe.Expect<ActorIdentity>().MessageId.ShouldBe(pattern);
            probe.ExpectNothingSoFar();
        }
    }

    [Fact]
    public async Task A_path_without_an_actor_does_not_resolve()
    {
        await Should.ThrowAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nobody/here").ResolveOne(Soon));
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        Sys.ActorSelection("/user/nobody").Tell("hello");
        var letter = probe.Expect<DeadLetter>();
        letter.Message.ShouldBe("hello");
        letter.Recipient.Path.ToString().ShouldBe("akka://test/user/nobody");
    }

    [Fact]
    public async Task A_reference_is_one_incarnation_and_a_path_is_any()
    {
        var first = Sys.ActorOf(Puppet.Props(), "phoenix");
        await first.GracefulStop(Soon);
        var second = Sys.ActorOf(Puppet.Props(), "phoenix");
        second.ShouldNotBe(first);
        second.Path.ShouldBe(first.Path);
        var provider = ((ExtendedActorSystem)Sys).Provider;
        provider.ResolveActorRef("akka://test/user/phoenix").ShouldBe(second);
        provider.ResolveActorRef(first.Path.ToSerializationFormat()).ShouldNotBe(second);
        provider.ResolveActorRef(second.Path.ToSerializationFormat()).ShouldBeSameAs(second);
    }

    [Fact]
    public async Task Deployment_comes_from_the_configuration()
    {
        var config = ConfigurationFactory.ParseString("""
            akka { loglevel = OFF, stdout-loglevel = OFF }
            akka.actor.deployment {
              /worker { dispatcher = own-threads }
              "/group/*" { dispatcher = pinned }
            }
            own-threads { type = ForkJoinDispatcher, throughput = 3, dedicated-thread-pool { thread-count = 2, threadtype = background } }
            pinned { type = PinnedDispatcher }
            """);
        var system = ActorSystem.Create("deploy", config);
        (await system.ActorOf(Props.Create<ThreadTeller>(), "worker").Ask<string>("?", Soon)).ShouldStartWith("own-threads");
        var group = system.ActorOf(Puppet.Props(), "group");
        (await group.MakeChild(Props.Create<ThreadTeller>(), "any").Ask<string>("?", Soon)).ShouldStartWith("pinned");
        (await system.ActorOf(Props.Create<ThreadTeller>().WithDispatcher("pinned"), "code").Ask<string>("?", Soon)).ShouldStartWith("pinned");
        Should.Throw<ConfigurationException>(() => system.ActorOf(Props.Create<ThreadTeller>().WithDispatcher("missing")));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
    }

    private sealed class ThreadTeller : ReceiveActor
    {
        public ThreadTeller() => ReceiveAny(_ => Sender.Tell(Thread.CurrentThread.Name ?? "pool"));
    }
}
