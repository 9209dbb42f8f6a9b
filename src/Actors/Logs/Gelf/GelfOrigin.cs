using System.Net;
using System.Text;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Gelf;

/// <summary>Where messages come from: the input that took them and the client's address.</summary>
internal sealed class GelfOrigin(string input, IPEndPoint client)
{
    private readonly byte[] _input = Encoding.UTF8.GetBytes(input);
    private readonly byte[] _address = Encoding.ASCII.GetBytes((client.Address.IsIPv4MappedToIPv6 ? client.Address.MapToIPv4() : client.Address).ToString());
    private readonly int _port = client.Port;

    public ReadOnlySpan<byte> Input => _input;

    public ReadOnlySpan<byte> Address => _address;

    /// <summary>Adds what Graylog's server adds of it.</summary>
    public void AddTo(LogBatchWriter into)
    {
        into.Text("gl2_source_input"u8, _input);
        into.Text("gl2_remote_ip"u8, _address);
        into.Integer("gl2_remote_port"u8, _port);
    }
}
