using System.Collections.Immutable;
using Akka;
using Akka.Actor;
using WireSample;
using WireSample.Proto;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

/// <summary>Our node says what the recorded one said: the senders' side of recordings whose other side echoes.</summary>
internal abstract class SenderScript(string peer) : ReplayScript
{
    protected IActorRef Source { get; private set; } = ActorRefs.Nobody;

    public override void Started(ReplayedNode node) => Source = node.System.ActorOf(Props.Create(() => new RecordedSource()), "source");

    protected IActorRef Remote(ReplayedNode node, string path) => Ref(node, peer + path);

    /// <summary>Asks, and takes no interest in the answer: that the question and its return address are right is what is compared.</summary>
    protected static void Ask(ICanTell target, object question) =>
        _ = target.Ask<object>(question, TimeSpan.FromSeconds(30)).ContinueWith(t => t.Exception, TaskScheduler.Default);
}

public sealed class UserMessageSenderReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    private const string File = "b-user-messages.jsonl";

    [Fact]
    public Task User_messages_of_every_kind_are_sent_as_recorded() => Replay(File, "A", new OfEveryKind());

    private sealed class OfEveryKind() : SenderScript("akka.tcp://SysB@127.0.0.1:47102")
    {
        private static readonly Dictionary<string, object> Messages = new()
        {
            ["string"] = "héllo wörld",
            ["empty string"] = "",
            ["int"] = 42,
            ["negative int"] = -7,
            ["long"] = 9876543210123L,
            ["byte[]"] = new byte[] { 0, 1, 2, 0xFE, 0xFF },
            ["Google.Protobuf message"] = new Hello { Text = "proto", Number = 5, Tags = { "x", "y" }, Inner = new Hello.Types.Inner { Big = 1L << 40, Flag = true } },
            ["POCO"] = new Order
            {
                Id = "o-1",
                Quantity = 3,
                Ticks = 9876543210123,
                Weight = 1.5,
                Price = 12.34m,
                Ratio = 0.25f,
                Paid = true,
                Color = Color.Green,
                When = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc),
                Span = TimeSpan.FromSeconds(90),
                Key = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
                Lines = [new OrderLine { Sku = "s1", Count = 2 }],
                Map = new Dictionary<string, int> { ["k"] = 1 },
                Boxed = 7,
                Raw = [1, 2, 3],
            },
            ["record"] = new Person("Ann", 30),
            ["POCO with ImmutableList"] = new Immut { Items = ImmutableList.Create("p", "q") },
            ["own SerializerWithStringManifest (id 1001)"] = new Ping(9, "ping text"),
            ["double"] = 3.25,
            ["bool"] = true,
            ["Guid"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
            ["DateTime"] = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc),
            ["string[]"] = new[] { "a", "b" },
            ["List<int>"] = new List<int> { 1, 2 },
            ["Dictionary<string,object>"] = new Dictionary<string, object> { ["i"] = 1, ["l"] = 2L, ["s"] = "t" },
            ["Tuple<int,string>"] = Tuple.Create(1, "t"),
            ["enum"] = Color.Green,
            ["decimal"] = 1.25m,
            ["float"] = 0.5f,
            ["char"] = 'c',
            ["Nobody as the message"] = ActorRefs.Nobody,
            ["Address as the message"] = Address.Parse("akka.tcp://SysA@127.0.0.1:47101"),
            ["Akka.Done"] = Done.Instance,
        };

        public override void Step(ReplayedNode node, string step)
        {
            var echo = Remote(node, "/user/echo");
            if (step == "connect")
                echo.Tell("warm-up", ActorRefs.NoSender);
            else if (step.StartsWith("ask string", StringComparison.Ordinal))
                Ask(echo, "question");
            else if (step.StartsWith("ask Ping", StringComparison.Ordinal))
                Ask(echo, new Ping(1, "ask"));
            else if (step.StartsWith("reference obtained", StringComparison.Ordinal))
                _ = node.System.ActorSelection("akka.tcp://SysB@127.0.0.1:47102/user/echo").ResolveOne(TimeSpan.FromSeconds(30))
                    .ContinueWith(t => t.Result.Tell("to uid path", Source), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            else if (step.IndexOf(" tell", StringComparison.Ordinal) is > 0 and var end)
                echo.Tell(MessageOf(step[..end]), step.Contains("no sender", StringComparison.Ordinal) ? ActorRefs.NoSender : Source);
        }

        private object MessageOf(string kind) => kind switch
        {
            "POCO holding an IActorRef (local to A)" => new WithRef { Ref = Source, Note = "ref inside" },
            "IActorRef (local to A) as the message" => Source,
            _ => Messages[kind],
        };
    }

    [Fact]
    public Task Primitives_are_sent_with_short_manifests_where_that_is_switched_on() => Replay(File, "C", new WithShortManifests());

    private sealed class WithShortManifests() : SenderScript("akka.tcp://SysB@127.0.0.1:47102")
    {
        public override string Config => "akka.actor.serialization-settings.primitive.use-legacy-behavior = off";

        public override void Step(ReplayedNode node, string step)
        {
            if (!step.StartsWith("primitives with use-legacy-behavior = off", StringComparison.Ordinal))
                return;
            foreach (var message in new object[] { "short manifest", 42, 42L })
                Remote(node, "/user/echo").Tell(message, Source);
        }
    }
}

public sealed class SelectionSenderReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Selections_identifications_and_questions_are_sent_as_recorded() => Replay("c-selection-identify.jsonl", "A", new Selecting());

    private sealed class Selecting() : SenderScript(Peer)
    {
        private const string Peer = "akka.tcp://SysB@127.0.0.1:47102";

        public override void Step(ReplayedNode node, string step)
        {
            ActorSelection Select(string path) => node.System.ActorSelection(Peer + path);

            switch (step)
            {
                case "ActorSelection absolute path, tell with sender (first contact)":
                    Select("/user/parent/child1").Tell("sel-1", Source);
                    break;
                case "ActorSelection absolute path, tell without sender":
                    Select("/user/parent/child1").Tell("sel-2", ActorRefs.NoSender);
                    break;
                case "ActorSelection wildcard child*":
                    Select("/user/parent/child*").Tell("sel-3", Source);
                    break;
                case "ActorSelection wildcard *":
                    Select("/user/*/child2").Tell(4, Source);
                    break;
                case "ActorSelection with parent element (..)":
                    Select("/user/parent/child1/../child2").Tell("sel-5", Source);
                    break;
                case "ActorSelection to /system":
                    Select("/system/nothing").Tell("sel-6", Source);
                    break;
                case "ActorSelection anchored at a remote ref with relative path":
                    node.System.ActorSelection(Remote(node, "/user/parent"), "child1").Tell("sel-7", Source);
                    break;
                case "ActorSelection carrying a POCO":
                    Select("/user/parent/child1").Tell(new Person("Bob", 4), Source);
                    break;
                case "ActorSelection carrying Ping (id 1001)":
                    Select("/user/parent/child1").Tell(new Ping(3, "sel"), Source);
                    break;
                case "Identify through selection, messageId string":
                    Select("/user/echo").Tell(new Identify("id-1"), Source);
                    break;
                case "Identify through selection, messageId int, wildcard":
                    Select("/user/parent/*").Tell(new Identify(17), Source);
                    break;
                case "Identify through selection, messageId null":
                    Select("/user/echo").Tell(new Identify(null), Source);
                    break;
                case "Identify through selection, no such actor":
                    Select("/user/absent").Tell(new Identify("id-absent"), Source);
                    break;
                case "Identify directly to a remote ref":
                    Remote(node, "/user/echo").Tell(new Identify("direct"), Source);
                    break;
                case "Identify directly to a remote ref which does not exist":
                    Remote(node, "/user/absent").Tell(new Identify("direct-absent"), Source);
                    break;
                case "ResolveOne existing":
                    Resolve(Select("/user/echo"));
                    break;
                case "ResolveOne missing":
                    Resolve(Select("/user/absent"));
                    break;
                case "ask through selection":
                    Ask(Select("/user/echo"), "asked");
                    break;
            }
        }

        private static void Resolve(ActorSelection selection) =>
            _ = selection.ResolveOne(TimeSpan.FromSeconds(30)).ContinueWith(t => t.Exception, TaskScheduler.Default);
    }
}

public sealed class ControlMessageSenderReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task Control_messages_and_failures_are_sent_as_recorded() => Replay("e-control-messages.jsonl", "A", new Controlling());

    private sealed class Controlling() : SenderScript("akka.tcp://SysB@127.0.0.1:47102")
    {
        public override void Step(ReplayedNode node, string step)
        {
            var echo = Remote(node, "/user/echo");
            switch (step)
            {
                case "connect":
                    echo.Tell("warm-up", ActorRefs.NoSender);
                    break;
                case "PoisonPill to remote actor, no sender":
                    Remote(node, "/user/p1").Tell(PoisonPill.Instance, ActorRefs.NoSender);
                    break;
                case "Kill to remote actor, with sender":
                    Remote(node, "/user/p2").Tell(Kill.Instance, Source);
                    break;
                case "ask, remote replies Status.Failure with thrown exception, inner exception and stack trace":
                    Ask(Remote(node, "/user/failing"), "fail");
                    break;
                case "ask, remote replies Status.Failure with own exception":
                    Ask(Remote(node, "/user/failing"), "custom");
                    break;
                case "ask, remote replies Status.Success":
                    Ask(Remote(node, "/user/failing"), "ok");
                    break;
                case "end":
                    break;
                default:
                    echo.Tell(MessageOf(step), Source);
                    break;
            }
        }

        private static object MessageOf(string step) => step switch
        {
            "Status.Success with string" => new Status.Success("fine"),
            "Status.Success with null" => new Status.Success(null),
            "Status.Success with POCO" => new Status.Success(new Person("Cid", 1)),
            "Status.Failure with an exception that was never thrown" => new Status.Failure(new InvalidOperationException("never thrown")),
            "Status.Failure with exception and state" => new Status.Failure(new TimeoutException("late"), "some state"),
            "Status.Failure with own exception type" => new Status.Failure(new SampleException("own")),
            "Status.Failure with an Akka exception" => new Status.Failure(new AskTimeoutException("ask timed out")),
            "Status.Failure with AggregateException" => new Status.Failure(new AggregateException("agg", new Exception("e1"), new Exception("e2"))),
            "an exception as plain message" => new InvalidOperationException("plain"),
            "ReceiveTimeout message" => ReceiveTimeout.Instance,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "no such step"),
        };
    }
}
