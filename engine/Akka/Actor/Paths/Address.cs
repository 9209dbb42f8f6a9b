using System.Globalization;
using Akka.Util;

namespace Akka.Actor;

/// <summary>Names an actor system: by protocol and name alone (local), or with host and port (reachable over the network).</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>, IComparable, ISurrogated, ICloneable
{
    public static readonly Address AllSystems = new("akka", "all-systems");

    public static readonly IComparer<Address> Comparer = new FieldOrder();

    private readonly string _protocol;
    private readonly string _system;
    private readonly string _host;
    private readonly int? _port;
    private string _text;
    private int _hash;

    public Address(string protocol, string system, string host = null, int? port = null)
    {
        _protocol = protocol;
        _system = system;
        _host = host?.ToLowerInvariant();
        _port = port;
    }

    public string Host => _host;

    public int? Port => _port;

    public string System => _system;

    public string Protocol => _protocol;

    public bool HasLocalScope => string.IsNullOrEmpty(_host);

    public bool HasGlobalScope => !string.IsNullOrEmpty(_host);

    public Address WithProtocol(string protocol) => new(protocol, _system, _host, _port);

    public Address WithSystem(string system) => new(_protocol, system, _host, _port);

    public Address WithHost(string host = null) => new(_protocol, _system, host, _port);

    public Address WithPort(int? port = null) => new(_protocol, _system, _host, port);

    public object Clone() => new Address(_protocol, _system, _host, _port);

    /// <summary>The address without its protocol: <c>system@host:port</c>.</summary>
    public string HostPort()
    {
        var text = ToString();
        return text.Substring(_protocol.Length + 3);
    }

    public override string ToString() => _text ??= Format();

    private string Format()
    {
        if (string.IsNullOrWhiteSpace(_host))
            return string.Concat(_protocol, "://", _system);
        return _port is { } port
            ? string.Create(CultureInfo.InvariantCulture, $"{_protocol}://{_system}@{_host}:{port}")
            : $"{_protocol}://{_system}@{_host}";
    }

    public bool Equals(Address other)
    {
        if (other is null)
            return false;
        if (ReferenceEquals(this, other))
            return true;
        return _port == other._port
            && string.Equals(_host, other._host, StringComparison.Ordinal)
            && string.Equals(_system, other._system, StringComparison.Ordinal)
            && string.Equals(_protocol, other._protocol, StringComparison.Ordinal);
    }

    public override bool Equals(object obj) => obj is Address other && Equals(other);

    private static int Stable(string text, int hash)
    {
        foreach (var c in text ?? "")
            hash = unchecked((hash ^ c) * 16777619);
        return hash;
    }

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            // The same in every process, unlike string's own: what goes over sets of addresses repeats with the seed of a simulation.
            var hash = Stable(_host, Stable(_system, Stable(_protocol, _port ?? 0)));
            _hash = hash == 0 ? 1 : hash;
        }

        return _hash;
    }

    public int CompareTo(Address other) => Comparer.Compare(this, other);

    int IComparable.CompareTo(object obj) => obj switch
    {
        null => 1,
        Address other => CompareTo(other),
        _ => throw new ArgumentException($"An Address can only be compared with an Address, not with a {obj.GetType()}.", nameof(obj)),
    };

    public static bool operator ==(Address left, Address right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Address left, Address right) => !(left == right);

    public ISurrogate ToSurrogate(ActorSystem system) => new AddressSurrogate
    {
        Host = _host,
        Port = _port,
        Protocol = _protocol,
        System = _system,
    };

    public static Address Parse(string address) => TryParse(address, out Address parsed)
        ? parsed
        : throw new ArgumentException($"'{address}' is no address; expected protocol://system or protocol://system@host:port.", nameof(address));

    public static bool TryParse(string path, out Address address) => TryParse(path.AsSpan(), out address, out _);

    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        var ok = TryParse(path.AsSpan(), out address, out var rest);
        absolutUri = ok ? rest.ToString() : null;
        return ok;
    }

    public static bool TryParse(ReadOnlySpan<char> span, out Address address) => TryParse(span, out address, out _);

    public static bool TryParse(ReadOnlySpan<char> span, out Address address, out ReadOnlySpan<char> absolutUri)
    {
        address = null;
        if (!SplitAuthority(span, out var protocol, out var authority, out absolutUri))
            return false;

        var at = authority.IndexOf('@');
        if (at < 0)
        {
            // Without a host the authority is the system's name; a colon there would be a port without a host.
            if (authority.IndexOf(':') >= 0)
                return false;
            address = new Address(protocol.ToString(), authority.ToString());
            return true;
        }

        var system = authority.Slice(0, at);
        if (system.IsEmpty || !SplitHostPort(authority.Slice(at + 1), out var host, out var port))
            return false;
        address = new Address(protocol.ToString(), system.ToString(), host.ToString(), port);
        return true;
    }

    /// <summary>Splits <c>protocol://authority/rest</c>; the rest is "/" when nothing follows the authority.</summary>
    internal static bool SplitAuthority(ReadOnlySpan<char> text, out ReadOnlySpan<char> protocol, out ReadOnlySpan<char> authority, out ReadOnlySpan<char> rest)
    {
        protocol = authority = rest = default;
        var colon = text.IndexOf(':');
        if (colon < 1 || text.Length < colon + 4 || text[colon + 1] != '/' || text[colon + 2] != '/' || !IsProtocol(text.Slice(0, colon)))
            return false;
        protocol = text.Slice(0, colon);
        var tail = text.Slice(colon + 3);
        var slash = tail.IndexOf('/');
        authority = slash < 0 ? tail : tail.Slice(0, slash);
        rest = slash < 0 ? "/" : tail.Slice(slash);
        return !authority.IsEmpty && authority.IndexOfAny(" \t\r\n#") < 0;
    }

    private static bool IsProtocol(ReadOnlySpan<char> text)
    {
        if (!char.IsAsciiLetter(text[0]))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '+' or '_'))
                return false;
        }

        return true;
    }

    private static bool SplitHostPort(ReadOnlySpan<char> text, out ReadOnlySpan<char> host, out int? port)
    {
        port = null;
        host = text;
        var end = 0;
        // An IPv6 host stands in brackets; colons inside them belong to it.
        if (!text.IsEmpty && text[0] == '[')
        {
            end = text.IndexOf(']');
            if (end < 0)
                return false;
        }

        var colon = text.Slice(end).IndexOf(':');
        if (colon < 0)
            return !host.IsEmpty && (end == 0 || end == text.Length - 1);
        colon += end;
        host = text.Slice(0, colon);
        if (host.IsEmpty || !int.TryParse(text.Slice(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
            return false;
        port = number;
        return true;
    }

    private sealed class FieldOrder : IComparer<Address>
    {
        public int Compare(Address x, Address y)
        {
            if (ReferenceEquals(x, y))
                return 0;
            if (x is null)
                return -1;
            if (y is null)
                return 1;
            var order = string.CompareOrdinal(x._protocol, y._protocol);
            if (order == 0)
                order = string.CompareOrdinal(x._system, y._system);
            if (order == 0)
                order = string.CompareOrdinal(x._host ?? "", y._host ?? "");
            return order != 0 ? order : (x._port ?? 0).CompareTo(y._port ?? 0);
        }
    }

    public sealed class AddressSurrogate : ISurrogate
    {
        public string Protocol { get; set; }

        public string System { get; set; }

        public string Host { get; set; }

        public int? Port { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new Address(Protocol, System, Host, Port);
    }
}
