using System.Globalization;
using System.Text;
using Petabridge.Cmd.Wire;

namespace Petabridge.Cmd.Tool;

/// <summary>Where to connect, with what, and what to do there.</summary>
internal sealed record Target(string Host, int Port, string Token, bool Json, IReadOnlyList<string> Words)
{
    public const int DefaultPort = 9110;

    /// <summary>Reads the command line; null with the problem in words.</summary>
    public static Target Parse(IReadOnlyList<string> args, string runDirectory, out string problem)
    {
        problem = "";
        string host = null;
        var port = DefaultPort;
        var json = false;
        var at = 0;
        for (; at < args.Count; at++)
        {
            if (args[at] == "--json")
            {
                json = true;
            }
            else if (args[at] == "--run-dir" && at + 1 < args.Count)
            {
                runDirectory = args[++at];
            }
            else if (host is null && args[at].LastIndexOf(':') is var colon and > 0
                && int.TryParse(args[at].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and <= 65535)
            {
                (host, port) = (args[at][..colon], given);
            }
            else if (args[at].StartsWith('-'))
            {
                problem = $"'{args[at]}' is not understood.\n{Pbm.Usage}";
                return null;
            }
            else
            {
                break;
            }
        }
        // Switches of pbm itself may stand behind the command too.
        List<string> words = [];
        for (; at < args.Count; at++)
            words.Add(args[at]);
        json |= words.Remove("--json");
        var token = "";
        if (!string.IsNullOrEmpty(runDirectory) && ReadAccess(runDirectory, out problem) is { } access)
        {
            token = access.Token;
            if (host is null && access.Host is not null)
                (host, port) = (access.Host, access.Port);
        }
        return problem.Length > 0 && host is null ? null : new Target(host ?? "127.0.0.1", port, token, json, words);
    }

    private static (string Host, int Port, string Token)? ReadAccess(string runDirectory, out string problem)
    {
        problem = "";
        var path = Path.Combine(runDirectory, "access.json");
        try
        {
            var access = JsonText.Read(Encoding.UTF8.GetString(File.ReadAllBytes(path))) as Dictionary<string, object> ?? [];
            var pbm = JsonText.String(access, "pbm") ?? "";
            var token = JsonText.String(access, "token") ?? "";
            var colon = pbm.LastIndexOf(':');
            return colon > 0 ? (pbm[..colon], int.Parse(pbm.AsSpan(colon + 1), CultureInfo.InvariantCulture), token) : (null, 0, token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            problem = $"{path} cannot be used: {e.Message}";
            return null;
        }
    }
}
