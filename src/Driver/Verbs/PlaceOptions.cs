using System.CommandLine;
using System.Net;
using Muster.Actors.Allocation;
using Muster.Driver.Hosting;

namespace Muster.Driver.Verbs;

/// <summary>The options about where hosts are started: on the machines of a list, and over which network they talk.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<string?> _hosts = new("--hosts")
    {
        Description = "Start a host on each machine of this file over ssh: a name a line, with slots=N behind it where it takes more than one rank. Default: the nodes of the allocation, else this machine.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _network = Network();

    public static Option<string?> Network() => new("--network")
    {
        Description = "Hosts on several machines talk over the interface in this network, such as 10.1.0.0/16. Default: the one that their names mean.",
        HelpName = "CIDR",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!IPNetwork.TryParse(text, out _))
                result.AddError($"--network is '{text}'; write it like 10.1.0.0/16.");
            return text;
        },
    };

    public void AddTo(Command command)
    {
        command.Add(_hosts);
        command.Add(_network);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="workingDirectory">Where a relative name begins.</param>
    /// <param name="staying">The option that asks for hosts which outlive the command, where it was given.</param>
    public HostPlaces Read(ParseResult parsed, string workingDirectory, string? staying = null)
    {
        if (parsed.GetValue(_hosts) is not { } file)
            return new HostPlaces([], parsed.GetValue(_network));
        if (staying is not null)
            throw Refusal.Before($"{staying} does not go with --hosts: hosts over ssh end with the command that started them. Let `muster up --hosts {file}` run in the background instead.");
        return new HostPlaces(Machines(Path.GetFullPath(file, workingDirectory)), parsed.GetValue(_network));
    }

    private static IReadOnlyList<(string Name, int Slots)> Machines(string file)
    {
        try
        {
            return HostFileText.Read(File.ReadAllLines(file), file);
        }
        catch (FormatException e)
        {
            throw Refusal.Before($"--hosts: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal.Before($"--hosts: {file} cannot be read: {e.Message}");
        }
    }
}
