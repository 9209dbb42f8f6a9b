using System.Globalization;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What a node's PMI server wants done. Replies are for a rank's socket, the rest for the group.</summary>
public interface IPmiOutput
{
    /// <summary>Send this line, end included, to the rank.</summary>
    void Reply(int rank, string line);

    /// <summary>The same, with the segment of <see cref="KeysArrived"/> where it can be had.</summary>
    void ReplyWithKeys(int rank, string line);

    /// <summary>These keys came with the fence that is just complete. Told only where a rank reads them from shared memory.</summary>
    void KeysArrived(IReadOnlyList<KeyValue> keys);

    /// <summary>The rank wants a name published, withdrawn or looked up; <see cref="PmiServer.CompleteName"/> answers it.</summary>
    void NameAsked(int rank, NameWish wish, string service, string port);

    /// <summary>Every rank of this node stands in the barrier; these keys are new since the last one.</summary>
    void BarrierEntered(long fence, IReadOnlyList<KeyValue> puts);

    /// <summary>The rank called MPI_Abort.</summary>
    void Aborted(int rank, int exitCode);

    /// <summary>The rank broke the protocol; the group must end.</summary>
    void Violated(int rank, string what);
}

/// <summary>How far a rank's PMI conversation went.</summary>
public enum PmiPhase
{
    /// <summary>It never spoke.</summary>
    Silent,

    /// <summary>It called PMI init and not yet finalize.</summary>
    Joined,

    /// <summary>It called PMI finalize.</summary>
    Left,
}

/// <summary>
/// The PMI-1 server of one node for one group: a state machine without I/O. Gets are answered here; puts travel at barriers only.
/// </summary>
public sealed class PmiServer
{
    private const string BarrierOut = "cmd=barrier_out\n";

    private readonly IPmiOutput _output;
    private readonly Dictionary<int, Rank> _ranks = [];
    private readonly Dictionary<string, string> _space = new(StringComparer.Ordinal);
    private readonly List<KeyValue> _puts = [];
    private readonly List<KeyValue> _arrived = [];
    private readonly string _name;
    private readonly int _size;
    private int _waiting;
    private long _fence;

    /// <summary>A server for these local ranks (with their template's number) of a group of <paramref name="size"/>.</summary>
    public PmiServer(string name, int size, string? mapping, IEnumerable<(int Rank, int AppNumber)> local, IPmiOutput output)
    {
        _name = name;
        _size = size;
        _output = output;
        if (mapping != null)
            _space["PMI_process_mapping"] = mapping;
        foreach (var (rank, app) in local)
            _ranks[rank] = new Rank(app);
    }

    /// <summary>How far the rank went.</summary>
    public PmiPhase PhaseOf(int rank) => _ranks[rank].Phase;

    /// <summary>A rank sent a line.</summary>
    public void Handle(int rank, ReadOnlySpan<byte> line)
    {
        var from = _ranks[rank];
        if (from.InSpawn)
        {
            if (line.SequenceEqual("endcmd"u8))
            {
                from.InSpawn = false;
                _output.Reply(rank, "cmd=spawn_result rc=-1 msg=dynamic_processes_are_not_supported\n");
            }
            return;
        }
        if (!PmiLine.TryParse(line, out var command))
            _output.Violated(rank, "sent a PMI line that is no command");
        else if (command.Several && command.Command == "spawn")
            from.InSpawn = true;
        else if (from.Phase != PmiPhase.Joined && command.Command is not ("init" or "abort"))
            _output.Violated(rank, $"sent the PMI command {command.Command} {(from.Phase == PmiPhase.Silent ? "before init" : "after finalize")}");
        else
            Answer(rank, from, command);
    }

    /// <summary>Every node is in the barrier: the new keys of all of them, in parts; the last part lets the ranks out.</summary>
    public void CompleteBarrier(IEnumerable<KeyValue> puts, bool more)
    {
        foreach (var put in puts)
        {
            _space[put.Key] = put.Value;
            _arrived.Add(put);
        }
        if (more)
            return;
        _waiting = 0;
        if (_arrived.Count > 0 && _ranks.Values.Any(r => r.ReadsSegments))
            _output.KeysArrived(_arrived);
        foreach (var (rank, state) in _ranks)
        {
            if (!state.InBarrier)
                continue;
            state.InBarrier = false;
            if (_arrived.Count > 0 && state.ReadsSegments)
                _output.ReplyWithKeys(rank, BarrierOut);
            else
                _output.Reply(rank, BarrierOut);
        }
        _arrived.Clear();
    }

    /// <summary>What became of a wish about a name.</summary>
    public void CompleteName(int rank, NameWish wish, bool done, string port)
    {
        var command = wish switch
        {
            NameWish.Publish => "publish_result",
            NameWish.Unpublish => "unpublish_result",
            _ => "lookup_result",
        };
        _output.Reply(rank, !done
            ? $"cmd={command} info=failed rc=-1 msg={(wish == NameWish.Publish ? "already_published" : "not_published")}\n"
            : wish == NameWish.Lookup ? $"cmd={command} info=ok rc=0 msg=success port={port}\n" : $"cmd={command} info=ok rc=0 msg=success\n");
    }

    private void Answer(int rank, Rank from, in PmiLine command)
    {
        switch (command.Command)
        {
            case "init":
                Init(rank, from, command);
                break;
            case "get_maxes":
                _output.Reply(rank, $"cmd=maxes kvsname_max={PmiLimits.NameBytes} keylen_max={PmiLimits.KeyBytes} vallen_max={PmiLimits.ValueBytes} rc=0\n");
                break;
            case "get_appnum":
                _output.Reply(rank, string.Create(CultureInfo.InvariantCulture, $"cmd=appnum appnum={from.AppNumber} rc=0\n"));
                break;
            case "get_my_kvsname":
                _output.Reply(rank, $"cmd=my_kvsname kvsname={_name} rc=0\n");
                break;
            case "get_universe_size":
                _output.Reply(rank, string.Create(CultureInfo.InvariantCulture, $"cmd=universe_size size={_size} rc=0\n"));
                break;
            case "put":
                Put(rank, from, command);
                break;
            case "get":
                Get(rank, command);
                break;
            case "barrier_in":
                EnterBarrier(rank, from);
                break;
            case "finalize":
                from.Phase = PmiPhase.Left;
                _output.Reply(rank, "cmd=finalize_ack rc=0\n");
                break;
            case "abort":
                _output.Aborted(rank, command.Number("exitcode") ?? 1);
                break;
            case "publish_name" or "unpublish_name" or "lookup_name":
                Name(rank, from, command);
                break;
            case "spawn":
                _output.Reply(rank, "cmd=spawn_result rc=-1 msg=dynamic_processes_are_not_supported\n");
                break;
            default:
                _output.Violated(rank, $"sent the PMI command {command.Command}, which is not in PMI-1");
                break;
        }
    }

    private void Init(int rank, Rank from, in PmiLine command)
    {
        if (from.Phase != PmiPhase.Silent)
        {
            _output.Violated(rank, "sent the PMI command init twice");
            return;
        }
        if (command.Number("pmi_version") is not 1)
        {
            // Answered, not ended: the library may fall back to version 1.
            _output.Reply(rank, "cmd=response_to_init pmi_version=1 pmi_subversion=1 rc=-1\n");
            return;
        }
        from.Phase = PmiPhase.Joined;
        from.ReadsSegments = command.Word("segments") == "1";
        _output.Reply(rank, "cmd=response_to_init pmi_version=1 pmi_subversion=1 rc=0\n");
    }

    private void Put(int rank, Rank from, in PmiLine command)
    {
        var key = command.Word("key");
        var value = command.Word("value");
        string? fault = null;
        if (command.Word("kvsname") != _name)
            fault = "no_such_space";
        else if (key is not { Length: > 0 and <= PmiLimits.KeyBytes })
            fault = "key_length";
        else if (value is not { Length: <= PmiLimits.ValueBytes })
            fault = "value_length";
        else if (++from.Keys > PmiLimits.KeysPerRank)
            fault = "too_many_keys";
        if (fault != null)
        {
            _output.Reply(rank, $"cmd=put_result rc=-1 msg={fault}\n");
            return;
        }
        _space[key!] = value!;
        _puts.Add(new KeyValue { Key = key, Value = value });
        _output.Reply(rank, "cmd=put_result rc=0 msg=success\n");
    }

    private void Get(int rank, in PmiLine command)
    {
        if (command.Word("kvsname") != _name)
            _output.Reply(rank, "cmd=get_result rc=-1 msg=no_such_space value=unknown\n");
        else if (command.Word("key") is { } key && _space.TryGetValue(key, out var value))
            _output.Reply(rank, $"cmd=get_result rc=0 msg=success value={value}\n");
        else
            _output.Reply(rank, "cmd=get_result rc=-1 msg=key_not_found value=unknown\n");
    }

    private void EnterBarrier(int rank, Rank from)
    {
        if (from.InBarrier)
        {
            _output.Violated(rank, "entered the PMI barrier twice");
            return;
        }
        from.InBarrier = true;
        if (++_waiting < _ranks.Count)
            return;
        KeyValue[] puts = [.. _puts];
        _puts.Clear();
        _output.BarrierEntered(++_fence, puts);
    }

    private void Name(int rank, Rank from, in PmiLine command)
    {
        var wish = command.Command switch
        {
            "publish_name" => NameWish.Publish,
            "unpublish_name" => NameWish.Unpublish,
            _ => NameWish.Lookup,
        };
        var service = command.Word("service");
        var port = command.Word("port") ?? "";
        if (service is not { Length: > 0 and <= PmiLimits.NameBytes } || port.Length > PmiLimits.ValueBytes || ++from.Keys > PmiLimits.KeysPerRank)
            CompleteName(rank, wish, done: false, "");
        else
            _output.NameAsked(rank, wish, service, port);
    }

    private sealed class Rank(int appNumber)
    {
        public int AppNumber { get; } = appNumber;

        public PmiPhase Phase { get; set; }

        public bool InBarrier { get; set; }

        public bool InSpawn { get; set; }

        /// <summary>Its library takes a fence's keys from a segment of shared memory.</summary>
        public bool ReadsSegments { get; set; }

        public int Keys { get; set; }
    }
}
