using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engine.Base.Tests;

public class PathTests
{
    [Theory]
    [InlineData("akka://sys", "akka", "sys", null, null)]
    [InlineData("akka.tcp://sys@host:2552", "akka.tcp", "sys", "host", 2552)]
    [InlineData("akka.tcp://sys@HOST:2552/user/a", "akka.tcp", "sys", "host", 2552)]
    [InlineData("akka.tcp://sys@[::1]:2552", "akka.tcp", "sys", "[::1]", 2552)]
    [InlineData("akka.tcp://sys@host", "akka.tcp", "sys", "host", null)]
    public void Addresses_are_read(string text, string protocol, string system, string host, int? port)
    {
        var address = Address.Parse(text);
        address.ShouldBe(new Address(protocol, system, host, port));
        address.HasGlobalScope.ShouldBe(host is not null);
        Address.Parse(address.ToString()).ShouldBe(address);
        if (host is not null)
            address.ToString().ShouldBe(protocol + "://" + address.HostPort());
    }

    [Theory]
    [InlineData("")]
    [InlineData("akka")]
    [InlineData("akka:")]
    [InlineData("akka://")]
    [InlineData("akka:///user")]
    [InlineData("akka.tcp://sys@:2552")]
    [InlineData("akka.tcp://@host:2552")]
    [InlineData("akka.tcp://sys@host:port")]
    [InlineData("akka.tcp://sys@host:-1")]
    [InlineData("akka.tcp://sys@host:70000")]
    [InlineData("akka.tcp://sys:2552")]
    [InlineData("/user/a")]
    [InlineData("user/a")]
    public void What_is_no_address_is_refused(string text)
    {
        Address.TryParse(text, out Address address).ShouldBeFalse();
        address.ShouldBeNull();
        ActorPath.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<UriFormatException>(() => ActorPath.Parse(text));
    }

    [Theory]
    [InlineData("akka://sys/", 0)]
    [InlineData("akka://sys", 0)]
    [InlineData("akka://sys/user/a", 2)]
    [InlineData("akka.tcp://sys@host:1/user/a/b", 3)]
    [InlineData("akka.tcp://sys@host:1/remote/akka.tcp/S@h:2/user/x", 5)]
    public void Paths_are_read_and_written(string text, int depth)
    {
        var path = ActorPath.Parse(text);
        path.Depth.ShouldBe(depth);
        path.Elements.Count.ShouldBe(depth);
        path.ToString().ShouldBe(text == "akka://sys" ? "akka://sys/" : text);
        path.Root.Depth.ShouldBe(0);
        ActorPath.Parse(text + (depth == 0 ? "" : "#17")).Uid.ShouldBe(depth == 0 ? 0 : 17);
    }

    [Fact]
    public void A_uid_is_written_on_request_and_left_out_of_equality()
    {
        var path = ActorPath.Parse("akka://sys/user/a#123");
        path.Uid.ShouldBe(123);
        path.Name.ShouldBe("a");
        path.ToString().ShouldBe("akka://sys/user/a");
        path.ToStringWithUid().ShouldBe("akka://sys/user/a#123");
        path.ToSerializationFormat().ShouldBe("akka://sys/user/a#123");
        path.ToStringWithoutAddress().ShouldBe("/user/a");
        path.ToSerializationFormatWithAddress(new Address("akka.tcp", "sys", "h", 1)).ShouldBe("akka.tcp://sys@h:1/user/a#123");
        path.ToStringWithAddress(new Address("akka.tcp", "sys", "h", 1)).ShouldBe("akka.tcp://sys@h:1/user/a");
        path.ShouldBe(path.WithUid(5));
        path.GetHashCode().ShouldBe(path.WithUid(5).GetHashCode());
        path.WithUid(0).ToStringWithUid().ShouldBe("akka://sys/user/a");
        path.CompareTo(path.WithUid(9)).ShouldBe(0);
        ActorPath.Parse("akka.tcp://sys@own:9/user/a").ToStringWithAddress(new Address("akka.tcp", "sys", "h", 1)).ShouldBe("akka.tcp://sys@own:9/user/a");
    }

    [Fact]
    public void Paths_are_put_together()
    {
        var root = new RootActorPath(new Address("akka", "sys"));
        (root / "user" / "a").ShouldBe(ActorPath.Parse("akka://sys/user/a"));
        (root / ["user", "", "a"]).ShouldBe(ActorPath.Parse("akka://sys/user/a"));
        (root / "user" / "a#5").Uid.ShouldBe(5);
        var deep = ActorPath.Parse("akka://sys/a/b/c");
        deep.ParentOf(1).Name.ShouldBe("a");
        deep.ParentOf(-1).Name.ShouldBe("b");
        deep.ParentOf(-9).ShouldBe(root);
        deep.Parent.Name.ShouldBe("b");
        root.Parent.ShouldBeNull();
        Should.Throw<ArgumentException>(() => new ChildActorPath(root, "a/b", 0));
        Should.Throw<ArgumentException>(() => new ChildActorPath(root, "a#b", 0));
        ActorPath.FormatPathElements(["a", "b"]).ShouldBe("/a/b");
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-b_c.d", true)]
    [InlineData("a%20b", true)]
    [InlineData("a@b:1", true)]
    [InlineData("$a", false)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("a%2", false)]
    [InlineData("ä", false)]
    public void Names_use_the_valid_symbols(string name, bool valid) => ActorPath.IsValidPathElement(name).ShouldBe(valid);

    [Fact]
    public void A_parent_comes_before_its_children_and_order_is_total()
    {
        var paths = new[] { "akka://a/", "akka://a/user", "akka://a/user/a", "akka://a/user/a/x", "akka://a/user/b", "akka://b/", "akka://b/a" }.Select(ActorPath.Parse).ToArray();
        paths.Reverse().Order().ShouldBe(paths);
    }

    [Fact]
    public void Any_path_survives_text()
    {
        var names = Gen.Elements("user", "a", "$b", "x-y", "%3A%2F", "akka.tcp", "S@h:1", "+1").ListOf();
        var uids = Gen.Choose(0, int.MaxValue);
        var hosts = Gen.Elements<string>(null, "h", "127.0.0.1", "[::1]", "a.b.c");
        Prop.ForAll(
            (from n in names from u in uids from h in hosts select (Names: n, Uid: u, Host: h)).ToArbitrary(),
            made =>
            {
                ActorPath path = new RootActorPath(new Address(made.Host is null ? "akka" : "akka.tcp", "s", made.Host, made.Host is null ? null : 7));
                path /= made.Names;
                if (made.Names.Any())
                    path = path.WithUid(made.Uid);
                var back = ActorPath.Parse(path.ToSerializationFormat());
                return back.Equals(path) && back.Uid == path.Uid && back.ToString() == path.ToString() && back.Elements.SequenceEqual(path.Elements);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_an_address_or_none_and_never_an_exception() =>
        Prop.ForAll<string>(text =>
        {
            ActorPath.TryParse(text ?? "", out _);
            return !Address.TryParse("akka.tcp://" + text, out Address address) || Address.Parse(address.ToString()).Equals(address);
        }).QuickCheckThrowOnFailure();
}
