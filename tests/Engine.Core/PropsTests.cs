using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class PropsTests : WithSystem
{
    private sealed class Echo(object value) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(value);
    }

    private static readonly string Static = "static";
    private readonly string _field = "field";

    private string Property => "property";

    private static object Method(object value) => $"called with {value}";

    private T Answer<T>(Props props)
    {
        var probe = NewProbe();
        probe.Send(Sys.ActorOf(props), "?");
        return probe.Expect<T>();
    }

    [Fact]
    public void The_arguments_of_a_constructor_call_may_be_any_expression()
    {
        int local = 7;
        Answer<string>(Props.Create(() => new Echo("constant"))).ShouldBe("constant");
        Answer<int>(Props.Create(() => new Echo(local))).ShouldBe(7);
        Answer<int>(Props.Create(() => new Echo(local + 1))).ShouldBe(8);
        Answer<string>(Props.Create(() => new Echo(Static))).ShouldBe("static");
        Answer<string>(Props.Create(() => new Echo(_field))).ShouldBe("field");
        Answer<string>(Props.Create(() => new Echo(Property))).ShouldBe("property");
        Answer<string>(Props.Create(() => new Echo(Method(local)))).ShouldBe("called with 7");
        Answer<int>(Props.Create(() => new Echo(_field.Length))).ShouldBe(5);
        Answer<int[]>(Props.Create(() => new Echo(new[] { 1, local }))).ShouldBe([1, 7]);
    }

    [Fact]
    public void Arguments_are_evaluated_once_when_the_props_are_made()
    {
        int calls = 0;
        var props = Props.Create(() => new Echo(Interlocked.Increment(ref calls)));
        Answer<int>(props).ShouldBe(1);
        Answer<int>(props).ShouldBe(1);
        calls.ShouldBe(1);
    }

    private static void ChangeWhileReferred(ref int value, Action change) => change();

    /// <summary>
    /// An interpreter of expressions hands out a copy of a captured variable and writes it back later: what others add meanwhile is lost.
    /// </summary>
    [Fact]
    public void A_lambda_among_the_arguments_refers_to_the_captured_variables_themselves()
    {
        int counted = 0;
        Action change = () => counted = 5;
        var action = Answer<Action>(Props.Create(() => new Echo((Action)(() => ChangeWhileReferred(ref counted, change)))));
        action();
        counted.ShouldBe(5);
    }

    [Fact]
    public void Only_a_constructor_call_is_taken()
    {
        Func<Echo> make = () => new Echo("made");
        Should.Throw<ArgumentException>(() => Props.Create(() => make()));
    }

    [Fact]
    public void Props_with_the_same_type_and_arguments_are_equal()
    {
        Props.Create(() => new Echo("a")).ShouldBe(Props.Create<Echo>("a"));
        Props.Create(() => new Echo("a")).ShouldNotBe(Props.Create(() => new Echo("b")));
        Props.Create<Echo>("a").WithDispatcher("other").ShouldNotBe(Props.Create<Echo>("a"));
    }

    [Fact]
    public void Arguments_that_no_constructor_takes_fail_the_creation()
    {
        var probe = NewProbe();
        probe.Watch(Sys.ActorOf(Props.Create(typeof(Echo), "one", "two")));
        probe.Expect<Terminated>();
    }
}
