using Akka.Actor;

namespace Akka.Cluster;

/// <summary>What is known of a join that has not come to its end, and what that means for whoever waits.</summary>
internal sealed class JoinProgress(Address self, TimeSpan since)
{
    private readonly Dictionary<Address, bool> _answers = [];
    private readonly Dictionary<Address, string> _errors = [];
    private IReadOnlyList<Address> _targets = [];
    private Address _joinSentTo;

    public void Aim(IReadOnlyList<Address> targets) => _targets = targets;

    public void OnAnswer(Address seed, bool hasCluster)
    {
        _answers[seed] = hasCluster;
        _errors.Remove(seed);
    }

    public void OnJoinSent(Address target) => _joinSentTo = target;

    public void OnError(Address remote, Exception cause)
    {
        if (remote is not null)
            _errors[remote] = Innermost(cause);
    }

    /// <summary>Why nothing moves, and what to do about it.</summary>
    public string Explain(TimeSpan now)
    {
        var waited = $"after {(long)(now - since).TotalSeconds} s";
        foreach (var target in _targets)
        {
            if (Mismatch(self, target) is { } mismatch)
                return $"{waited} [{target}] cannot be joined: {mismatch}";
        }
        if (_joinSentTo is not null && _answers.GetValueOrDefault(_joinSentTo, true) && !_errors.ContainsKey(_joinSentTo))
        {
            return $"{waited} [{_joinSentTo}] has not welcomed this node. An earlier incarnation of [{self}] may still be a member there and has to be "
                + "removed first, which other unreachable members can hold up; its log says so. If nothing is logged there, it cannot send back: "
                + $"check that it can reach [{self.Host}:{self.Port}] under exactly this name.";
        }
        var asked = _targets.Where(t => !t.Equals(self)).ToArray();
        if (asked.Length == 0)
            return $"{waited} no address to join was given: configure akka.cluster.seed-nodes or call Join.";
        var reasons = asked.Select(target => _errors.TryGetValue(target, out var error)
            ? $"[{target}] cannot be reached ({error}): check that it runs and listens there, and that its own address is spelled the same"
            : _answers.TryGetValue(target, out var hasCluster)
                ? hasCluster ? $"[{target}] has a cluster" : $"[{target}] answers but is no member itself yet: it waits for a seed node, too; the first of akka.cluster.seed-nodes must be started"
                : $"[{target}] does not answer: check that it runs, that its system is named \"{target.System}\", and that it listens as exactly [{target.Host}:{target.Port}] (a name is not its number)");
        return $"{waited} {string.Join("; ", reasons)}.";
    }

    /// <summary>What can never work between these two; null when nothing stands against it.</summary>
    public static string Mismatch(Address self, Address other)
    {
        if (other.System != self.System)
            return $"wrong system name: it is called \"{other.System}\" and this system \"{self.System}\"; all members must have the same name";
        return other.Protocol != self.Protocol
            ? $"wrong protocol: it speaks {other.Protocol} and this system {self.Protocol}; both must use the same transport and the same TLS setting"
            : null;
    }

    private static string Innermost(Exception cause)
    {
        while (cause?.InnerException is not null)
            cause = cause.InnerException;
        return cause?.Message ?? "no reason given";
    }
}
