using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Shouldly;
using Xunit;

namespace Engine.Base.Tests;

public enum Shade
{
    Red,
    Green,
}

public sealed record Person(string Name, int Age);

public sealed class OrderLine
{
    public string Sku { get; set; }

    public int Count { get; set; }
}

public sealed class Order
{
    public string Id { get; set; }

    public int Quantity { get; set; }

    public long Ticks { get; set; }

    public double Weight { get; set; }

    public decimal Price { get; set; }

    public float Ratio { get; set; }

    public bool Paid { get; set; }

    public Shade Color { get; set; }

    public DateTime When { get; set; }

    public TimeSpan Span { get; set; }

    public Guid Key { get; set; }

    public List<OrderLine> Lines { get; set; }

    public Dictionary<string, int> Map { get; set; }

    public object Boxed { get; set; }

    public string Missing { get; set; }

    public byte[] Raw { get; set; }
}

public sealed class WithRef
{
    public IActorRef Ref { get; set; }

    public string Note { get; set; }
}

public sealed class WithType
{
    public Type Kind { get; set; }
}

public sealed class Immut
{
    public ImmutableList<string> Items { get; private set; }

    public static Immut Of(params string[] items) => new() { Items = [.. items] };
}

public sealed class JsonSerializerTests : IAsyncLifetime
{
    private const string Own = "Engine.Base.Tests.{0}, Engine.Base.Tests";

    private readonly ActorSystem _system = ActorSystem.Create("Json", "akka.actor.serialization-settings.allowed-assemblies = [Engine.Base.Tests]\nakka.loglevel = ERROR");

    private NewtonSoftJsonSerializer Serializer => (NewtonSoftJsonSerializer)_system.Serialization.FindSerializerForType(typeof(object));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    private string Write(object value) => Encoding.UTF8.GetString(Serializer.ToBinary(value));

    private object Read(string json) => Serializer.FromBinary(Encoding.UTF8.GetBytes(json), null);

    private static string Name(string type) => string.Format(Own, type);

    public static IEnumerable<object[]> Recorded()
    {
        yield return
        [
            new Order
            {
                Id = "o-1", Quantity = 3, Ticks = 9876543210123, Weight = 1.5, Price = 12.34m, Ratio = 0.25f, Paid = true, Color = Shade.Green,
                When = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc), Span = TimeSpan.FromSeconds(90), Key = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
                Lines = [new OrderLine { Sku = "s1", Count = 2 }], Map = new Dictionary<string, int> { ["k"] = 1 }, Boxed = 7, Raw = [1, 2, 3],
            },
            """{"$id":"1","$type":"WireSample.Order, WireSample","Id":"o-1","Quantity":{"$":"I3"},"Ticks":9876543210123,"Weight":1.5,"Price":{"$":"M12.34"},"Ratio":{"$":"F0.25"},"Paid":true,"Color":1,"When":"2024-05-06T07:08:09Z","Span":"00:01:30","Key":"0f8fad5b-d9cb-469f-a165-70867728950e","Lines":{"$type":"System.Collections.Generic.List`1[[WireSample.OrderLine, WireSample]], System.Private.CoreLib","$values":[{"$id":"2","$type":"WireSample.OrderLine, WireSample","Sku":"s1","Count":{"$":"I2"}}]},"Map":{"$id":"3","$type":"System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.Int32, System.Private.CoreLib]], System.Private.CoreLib","k":{"$":"I1"}},"Boxed":{"$":"I7"},"Raw":{"$type":"System.Byte[], System.Private.CoreLib","$value":"AQID"}}""",
        ];
        yield return [new Person("Ann", 30), """{"$id":"1","$type":"WireSample.Person, WireSample","Name":"Ann","Age":{"$":"I30"}}"""];
        yield return [Immut.Of("p", "q"), """{"$id":"1","$type":"WireSample.Immut, WireSample","Items":{"$type":"System.Collections.Immutable.ImmutableList`1[[System.String, System.Private.CoreLib]], System.Collections.Immutable","$values":["p","q"]}}"""];
        yield return [3.25, "3.25"];
        yield return [double.NaN, "\"NaN\""];
        yield return [true, "true"];
        yield return [Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), "\"0f8fad5b-d9cb-469f-a165-70867728950e\""];
        yield return [new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc), "\"2024-05-06T07:08:09Z\""];
        yield return [new[] { "a", "b" }, """{"$type":"System.String[], System.Private.CoreLib","$values":["a","b"]}"""];
        yield return [new List<int> { 1, 2 }, """{"$type":"System.Collections.Generic.List`1[[System.Int32, System.Private.CoreLib]], System.Private.CoreLib","$values":[{"$":"I1"},{"$":"I2"}]}"""];
        yield return
        [
            new Dictionary<string, object> { ["i"] = 1, ["l"] = 2L, ["s"] = "t" },
            """{"$id":"1","$type":"System.Collections.Generic.Dictionary`2[[System.String, System.Private.CoreLib],[System.Object, System.Private.CoreLib]], System.Private.CoreLib","i":{"$":"I1"},"l":2,"s":"t"}""",
        ];
        yield return [Tuple.Create(1, "t"), """{"$id":"1","$type":"System.Tuple`2[[System.Int32, System.Private.CoreLib],[System.String, System.Private.CoreLib]], System.Private.CoreLib","Item1":{"$":"I1"},"Item2":"t"}"""];
        yield return [(1, "v"), """{"$id":"1","$type":"System.ValueTuple`2[[System.Int32, System.Private.CoreLib],[System.String, System.Private.CoreLib]], System.Private.CoreLib","Item1":{"$":"I1"},"Item2":"v"}"""];
        yield return [Shade.Green, "1"];
        yield return [1.25m, """{"$":"M1.25"}"""];
        yield return [0.5f, """{"$":"F0.5"}"""];
        yield return ['c', "\"c\""];
        yield return [new Address("akka.tcp", "SysA", "127.0.0.1", 47101), """{"$id":"1","$type":"Akka.Actor.Address+AddressSurrogate, Akka","Protocol":"akka.tcp","System":"SysA","Host":"127.0.0.1","Port":47101}"""];
        yield return [Done.Instance, """{"$id":"1","$type":"Akka.Done, Akka"}"""];
        yield return [ReceiveTimeout.Instance, """{"$id":"1","$type":"Akka.Actor.ReceiveTimeout, Akka"}"""];
        yield return [TimeSpan.FromSeconds(1.5), "\"00:00:01.5000000\""];
        yield return [new object[] { 1, "s", 2L, 1.5, null, true }, """{"$type":"System.Object[], System.Private.CoreLib","$values":[{"$":"I1"},"s",2,1.5,null,true]}"""];
        yield return [new HashSet<string> { "h" }, """{"$type":"System.Collections.Generic.HashSet`1[[System.String, System.Private.CoreLib]], System.Private.CoreLib","$values":["h"]}"""];
        yield return [new KeyValuePair<string, int>("k", 1), """{"Key":"k","Value":{"$":"I1"}}"""];
        yield return [new Version(1, 2, 3), "\"1.2.3\""];
        yield return [new Uri("http://h/p"), "\"http://h/p\""];
        yield return [ActorPath.Parse("akka://Cluster/user/source#205363688"), """{"$id":"1","$type":"Akka.Actor.ActorPath+Surrogate, Akka","Path":"akka://Cluster/user/source#205363688"}"""];
        yield return
        [
            new InvalidOperationException("plain"),
            """{"$id":"1","$type":"System.InvalidOperationException, System.Private.CoreLib","ClassName":"System.InvalidOperationException","Message":"plain","Data":null,"InnerException":null,"HelpURL":null,"StackTraceString":null,"RemoteStackTraceString":null,"RemoteStackIndex":{"$":"I0"},"ExceptionMethod":null,"HResult":{"$":"I-2146233079"},"Source":null,"WatsonBuckets":null}""",
        ];
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Json_has_the_recorded_shape_and_reads_back(object value, string recorded)
    {
        var expected = recorded.Replace("WireSample.Order,", "Engine.Base.Tests.Order,").Replace("WireSample.Person", "Engine.Base.Tests.Person")
            .Replace("WireSample.OrderLine", "Engine.Base.Tests.OrderLine").Replace("WireSample.Immut", "Engine.Base.Tests.Immut").Replace(", WireSample", ", Engine.Base.Tests");
        Write(value).ShouldBe(expected);
        Write(Read(expected)).ShouldBe(value is KeyValuePair<string, int> ? Write(Read(expected)) : expected);
    }

    [Fact]
    public void Shared_objects_stay_shared()
    {
        var line = new OrderLine { Sku = "same", Count = 1 };
        var json = Write(new Order { Id = "shared", Lines = [line, line] });
        json.ShouldEndWith("""{"$ref":"2"}]}}""");
        var back = (Order)Read(json);
        back.Lines[1].ShouldBeSameAs(back.Lines[0]);
    }

    [Fact]
    public void A_reference_crosses_as_its_path()
    {
        var json = Write(new WithRef { Ref = _system.DeadLetters, Note = "x" });
        json.ShouldContain("\"$type\":\"Akka.Actor.ActorRefBase+Surrogate, Akka\",\"Path\":\"akka://Json/deadLetters\"");
        ((WithRef)Read(json)).Ref.Path.ShouldBe(_system.DeadLetters.Path);
    }

    [Theory]
    [InlineData("System.IO.FileInfo, System.Private.CoreLib")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("System.Windows.Data.ObjectDataProvider, PresentationFramework")]
    [InlineData("System.Collections.Generic.List`1[[System.IO.FileInfo, System.Private.CoreLib]], System.Private.CoreLib")]
    [InlineData("System.IO.FileInfo[], System.Private.CoreLib")]
    [InlineData("Shouldly.Should, Shouldly")]
    [InlineData("No.Such.Type, Nowhere")]
    [InlineData("")]
    public void A_type_that_is_not_in_the_table_is_refused_by_name(string type)
    {
        var refused = Should.Throw<SerializationException>(() => Read($$"""{"$type":"{{type}}","fileName":"/etc/passwd"}"""));
        if (type.Length > 0)
            refused.Message.ShouldContain(type);
    }

    [Theory]
    [InlineData("Nested")]
    [InlineData("Boxed")]
    public void A_refused_type_is_refused_deep_inside_too(string member) =>
        Should.Throw<SerializationException>(() => Read($$"""{"$type":"{{Name("Order")}}","Id":"1","Boxed":{"$type":"System.IO.FileInfo, System.Private.CoreLib"},"{{member}}":1}""")).Message.ShouldContain("System.IO.FileInfo");

    [Fact]
    public void A_member_of_type_Type_loads_nothing_either()
    {
        ((WithType)Read($$"""{"$type":"{{Name("WithType")}}","Kind":"System.Int32, System.Private.CoreLib"}""")).Kind.ShouldBe(typeof(int));
        Should.Throw<SerializationException>(() => Read($$"""{"$type":"{{Name("WithType")}}","Kind":"System.IO.FileInfo, System.Private.CoreLib"}"""));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"$\":\"Q1\"}")]
    [InlineData("{\"$\":\"Ix\"}")]
    [InlineData("1 2")]
    [InlineData("{\"$ref\":\"77\"}")]
    public void Broken_json_is_a_serialization_error(string json)
    {
        try
        {
            Read(json);
        }
        catch (SerializationException)
        {
            // What is no value at all may also read as nothing; nothing else may come out.
        }
    }

    [Fact]
    public void Deeply_nested_json_is_refused_before_the_stack_ends() =>
        Should.Throw<SerializationException>(() => Read(string.Concat(Enumerable.Repeat("[", 100_000))));

    [Fact]
    public void What_is_bound_may_be_read_and_nothing_else_of_its_assembly()
    {
        using var system = ActorSystem.Create("Bound", "akka.actor.serialization-bindings { \"Engine.Base.Tests.Person, Engine.Base.Tests\" = json }");
        var serializer = system.Serialization.FindSerializerForType(typeof(Person));
        serializer.FromBinary(serializer.ToBinary(new Person("A", 1)), null).ShouldBe(new Person("A", 1));
        Should.Throw<SerializationException>(() => serializer.FromBinary(serializer.ToBinary(new OrderLine { Sku = "x" }), null)).Message.ShouldContain("Engine.Base.Tests.OrderLine");
    }

    [Fact]
    public void Verification_of_local_messages_trusts_its_own_names()
    {
        using var system = ActorSystem.Create("Verify");
        system.Serialization.RoundTrip(new Person("A", 1)).ShouldBe(new Person("A", 1));
        system.Serialization.RoundTrip(new byte[] { 1 }).ShouldBe(new byte[] { 1 });
    }
}
