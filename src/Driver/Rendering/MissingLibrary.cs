using System.Text.RegularExpressions;
using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>Reads the dynamic loader's complaint out of a rank's last words and says which package helps.</summary>
internal static partial class MissingLibrary
{
    public static string? HintOf(RankReport rank)
    {
        var library = rank.StderrTail.Select(line => Complaint().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        return library switch
        {
            null => null,
            _ when library.StartsWith("libmpich.", StringComparison.Ordinal) =>
                $"MPICH is missing on {rank.Node}: install Debian's libmpich12 there, or load the site's MPI module before the hosts start.",
            _ when library.StartsWith("libmpi.", StringComparison.Ordinal) =>
                $"Open MPI is missing on {rank.Node}: install Debian's libopenmpi3 there, or load the site's MPI module before the hosts start.",
            _ => $"{library} is missing on {rank.Node}: install it there, or set LD_LIBRARY_PATH before the hosts start.",
        };
    }

    [GeneratedRegex(@"error while loading shared libraries: (\S+?):")]
    private static partial Regex Complaint();
}
