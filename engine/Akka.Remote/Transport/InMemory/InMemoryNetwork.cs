using Akka.Actor;

namespace Akka.Remote.Transport.InMemory;

/// <summary>
/// A network inside one process, for tests and the simulation: systems that share it reach each other by address. Everything random comes
/// from its seed; time and execution are those of the systems' schedulers, so under a virtual clock a run repeats exactly.
/// </summary>
internal sealed class InMemoryNetwork(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<(string Host, int Port), InMemoryTransport> _listening = new();
    private readonly HashSet<(Address From, Address To)> _cut = new();
    private List<Action> _held = new();
    private int _nextPort = 40_000;

    /// <summary>How long bytes travel: uniformly between the two.</summary>
    public TimeSpan MinDelay { get; set; } = TimeSpan.FromMilliseconds(0.2);

    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Share of batches that vanish. A real TCP link loses nothing while it lives: this tests what resends.</summary>
    public double Loss { get; set; }

    /// <summary>Share of batches that may be overtaken by later ones.</summary>
    public double Reorder { get; set; }

    /// <summary>Whether a cut swallows what is sent into it, or holds it back until the cut heals, as TCP does.</summary>
    public bool CutsSwallow { get; set; }

    /// <summary>Delays of single directions, added to the general one.</summary>
    public Func<Address, Address, TimeSpan> ExtraDelay { get; set; }

    /// <summary>Told of every batch, lost or not: whoever compares histories looks here.</summary>
    public Action<Address, Address, byte[]> Sent { get; set; }

    public long BytesSent { get; private set; }

    public long BatchesSent { get; private set; }

    /// <summary>Cuts the connection of two systems in both directions; the systems learn it only by silence.</summary>
    public void Cut(Address a, Address b)
    {
        lock (_lock)
        {
            _cut.Add((a, b));
            _cut.Add((b, a));
        }
    }

    public void CutOneWay(Address from, Address to)
    {
        lock (_lock)
            _cut.Add((from, to));
    }

    public void Heal(Address a, Address b)
    {
        lock (_lock)
        {
            _cut.Remove((a, b));
            _cut.Remove((b, a));
        }
        Release();
    }

    public void HealAll()
    {
        lock (_lock)
            _cut.Clear();
        Release();
    }

    /// <summary>Ends a system's connections without a word, as kill -9 does: its peers see their sockets close.</summary>
    public void Crash(Address address)
    {
        InMemoryTransport transport;
        lock (_lock)
            _listening.Remove((address.Host, address.Port ?? 0), out transport);
        transport?.Crash();
    }

    internal Address Listen(InMemoryTransport transport, string system, string host, int port)
    {
        lock (_lock)
        {
            if (port == 0)
                port = ++_nextPort;
            if (!_listening.TryAdd((host, port), transport))
                throw new RemoteTransportException($"Cannot listen on {host}:{port}: another system of the in-memory network has this address.");
            return new Address("akka.tcp", system, host, port);
        }
    }

    internal void StopListening(Address address, InMemoryTransport transport)
    {
        lock (_lock)
            if (_listening.TryGetValue((address.Host, address.Port ?? 0), out var current) && current == transport)
                _listening.Remove((address.Host, address.Port ?? 0));
    }

    internal InMemoryTransport Find(Address address)
    {
        lock (_lock)
            return _listening.GetValueOrDefault((address.Host, address.Port ?? 0));
    }

    internal bool IsCut(Address from, Address to)
    {
        lock (_lock)
            return _cut.Contains((from, to));
    }

    /// <summary>True when the direction is cut: the action is done when it heals.</summary>
    internal bool HoldWhileCut(Address from, Address to, Action action)
    {
        lock (_lock)
        {
            if (!_cut.Contains((from, to)))
                return false;
            _held.Add(action);
            return true;
        }
    }

    /// <summary>What the network does to one batch: whether it arrives, when, and whether order holds.</summary>
    internal (bool Lost, TimeSpan Delay, bool Overtakable) Fate(Address from, Address to, int bytes)
    {
        lock (_lock)
        {
            BytesSent += bytes;
            BatchesSent++;
            var delay = MinDelay + (MaxDelay - MinDelay) * _random.NextDouble();
            if (ExtraDelay != null)
                delay += ExtraDelay(from, to);
            return (Loss > 0 && _random.NextDouble() < Loss, delay, Reorder > 0 && _random.NextDouble() < Reorder);
        }
    }

    private void Release()
    {
        InMemoryTransport[] all;
        List<Action> held;
        lock (_lock)
        {
            (held, _held) = (_held, new());
            all = _listening.Values.OrderBy(t => t.LocalAddress).ToArray();
        }
        // What is still cut is held again.
        foreach (var action in held)
            action();
        foreach (var transport in all)
            transport.Release();
    }
}
