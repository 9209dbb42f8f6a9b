using Akka.Actor;
using Akka.Remote.Serialization.Proto;

namespace Akka.Remote.Serialization;

/// <summary>Addresses inside messages; the handshake alone writes the protocol without "akka.".</summary>
internal static class AddressFormat
{
    public static AddressData ToProto(Address address) =>
        new() { System = address.System, Hostname = address.Host ?? "", Port = (uint)(address.Port ?? 0), Protocol = address.Protocol };

    public static Address FromProto(AddressData proto) => new(proto.Protocol, proto.System, proto.Hostname, (int)proto.Port);
}
