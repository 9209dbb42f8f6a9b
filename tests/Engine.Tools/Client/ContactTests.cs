using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Client;

public class ContactTests
{
    private static readonly Address[] Nodes = Enumerable.Range(1, 12).Select(port => new Address("akka.tcp", "S", "127.0.0.1", port)).ToArray();

    private static ActorPath Path(int port) => ActorPath.Parse($"akka.tcp://S@127.0.0.1:{port}/system/receptionist");

    [Fact]
    public void A_small_cluster_tells_all_its_nodes() =>
        ContactRing.Of(Nodes.Take(3)).ContactsFor("client", 3).ShouldBe(Nodes.Take(3), ignoreOrder: true);

    [Fact]
    public void All_nodes_tell_a_client_the_same_contacts_and_no_node_twice()
    {
        var one = ContactRing.Of(Nodes);
        var other = ContactRing.Of([]);
        foreach (var node in Nodes.Reverse())
            other = other.Add(node);
        for (var i = 0; i < 100; i++)
        {
            var contacts = one.ContactsFor("client" + i, 3).ToArray();
            contacts.Distinct().Count().ShouldBe(3);
            other.ContactsFor("client" + i, 3).ShouldBe(contacts);
        }
    }

    [Fact]
    public void Clients_spread_over_the_nodes()
    {
        var ring = ContactRing.Of(Nodes);
        var first = Enumerable.Range(0, 300).Select(i => ring.ContactsFor("client" + i, 3).First()).Distinct().Count();
        first.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void A_removed_node_is_told_no_more() =>
        ContactRing.Of(Nodes.Take(3)).Remove(Nodes[1]).ContactsFor("client", 3).ShouldBe([Nodes[0], Nodes[2]], ignoreOrder: true);

    [Fact]
    public void Learning_contacts_gives_the_changes()
    {
        var contacts = new ContactPointSet([Path(1)]);
        var changes = contacts.Learn([Path(1).ToString(), Path(2).ToString()]);
        changes.Single().ShouldBeOfType<ContactPointAdded>().ContactPoint.ShouldBe(Path(2));
        changes = contacts.Learn([Path(2).ToString()]);
        changes.Single().ShouldBeOfType<ContactPointRemoved>().ContactPoint.ShouldBe(Path(1));
        contacts.Learn([]).ShouldBeEmpty();
        contacts.Paths.ShouldBe([Path(2)]);
    }

    [Fact]
    public void With_a_single_contact_left_the_initial_ones_are_asked_too()
    {
        var contacts = new ContactPointSet([Path(1)]);
        contacts.Learn([Path(2).ToString()]);
        contacts.PathsToAsk.ShouldBe([Path(1), Path(2)], ignoreOrder: true);
        contacts.Learn([Path(2).ToString(), Path(3).ToString()]);
        contacts.PathsToAsk.ShouldBe([Path(2), Path(3)], ignoreOrder: true);
    }
}
