using Akka.Actor;
using Akka.Actor.Setup;

namespace Akka.Remote;

/// <summary>Tells this incarnation of the system from earlier and later ones at the same address: a positive 31-bit number.</summary>
public class AddressUid : IExtension
{
    public readonly int Uid;

    public AddressUid() => Uid = Random.Shared.Next(1, int.MaxValue);

    internal AddressUid(int uid) => Uid = uid;
}

public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    private static readonly AddressUidExtension Instance = new();

    public override AddressUid CreateExtension(ExtendedActorSystem system)
    {
        var given = system.Settings.Setup.Get<AddressUidSetup>();
        return new AddressUid(given.HasValue ? given.Value.Uid : ((Actor.Internal.ActorSystemImpl)system).Uid);
    }

    public static int Uid(ActorSystem system) => Instance.Apply(system).Uid;
}

/// <summary>Gives a system the uid it shall have, for tests that repeat a recorded or simulated run.</summary>
internal sealed class AddressUidSetup(int uid) : Setup
{
    public int Uid { get; } = uid;
}
