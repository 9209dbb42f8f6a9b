using System.Text.RegularExpressions;

namespace Muster.Driver.Configuration;

/// <summary>One line that Akka.NET would read differently, or that nobody can read.</summary>
internal sealed record StockFinding(int Line, int Column, string Reason, bool Unreadable = false);

/// <summary>
/// Tells which lines of a HOCON text the parser that Akka.NET 1.5 ships reads differently from the embedded engine. A file without
/// findings means the same to both.
/// </summary>
internal static partial class StockHocon
{
    public static IReadOnlyList<StockFinding> Check(string text)
    {
        HoconScan scan;
        try
        {
            scan = HoconScan.Of(text);
        }
        catch (HoconSyntaxException e)
        {
            return [new StockFinding(e.At.Line, e.At.Column, e.Message + ".", Unreadable: true)];
        }

        var findings = new List<StockFinding>();
        if (scan.ExtraBrace is { } brace)
            findings.Add(new StockFinding(brace.Line, brace.Column, "this } closes nothing: Akka.NET silently ignores everything after it; here it is an error.", Unreadable: true));
        foreach (var include in scan.Includes)
            findings.Add(At(include, "Akka.NET reads no include from a file: it fails, or makes a key of the line."));
        foreach (var append in scan.Assignments.Where(assignment => assignment.Append))
            findings.Add(At(append.At, $"Akka.NET makes a key named '{Last(append.Path)} +' of this += and leaves the list as it was. Write out the whole list."));
        foreach (var assignment in scan.Assignments.Where(assignment => assignment.Word is { } word && Microseconds().IsMatch(word)))
            findings.Add(At(assignment.At, $"Akka.NET has no unit 'us': reading '{assignment.Path}' as a duration fails. Write micros."));
        foreach (var reference in scan.References)
        {
            if (OfReference(reference, scan) is { } reason)
                findings.Add(At(reference.At, reason));
        }

        foreach (var (assignment, reason) in LostMembers(scan))
            findings.Add(At(assignment.At, reason));
        return findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column).ToList();
    }

    private static string? OfReference(HoconReference reference, HoconScan scan)
    {
        if (reference.Optional)
            return $"Akka.NET reads ${{?{reference.Path}}} as nothing even where it is defined, and loses or misplaces what follows. Put the value in by code.";
        var owner = Plain(reference.Owner);
        if (IsAtOrBelow(owner, reference.Path))
            return $"'{reference.Owner}' refers to itself: the process that reads it with Akka.NET dies of a stack overflow.";
        if (LeadsBack(reference.Path, owner, scan))
            return $"'{reference.Owner}' refers to itself through '{reference.Path}': the process that reads it with Akka.NET dies of a stack overflow.";
        return IsDefined(reference.Path, scan)
            ? null
            : $"${{{reference.Path}}} is not defined in this text: Akka.NET fails; it looks neither into other files nor into the environment.";
    }

    /// <summary>Whether following references from a path arrives at the owner again.</summary>
    private static bool LeadsBack(string from, string owner, HoconScan scan)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>();
        open.Push(from);
        while (open.TryPop(out var path))
        {
            if (!seen.Add(path))
                continue;
            foreach (var next in scan.References.Where(reference => IsAtOrBelow(Plain(reference.Owner), path) || IsBelow(path, Plain(reference.Owner))))
            {
                if (IsAtOrBelow(owner, next.Path))
                    return true;
                open.Push(next.Path);
            }
        }

        return false;
    }

    /// <summary>Objects that are both referenced and written out: Akka.NET keeps only what is written.</summary>
    private static IEnumerable<(HoconAssignment Assignment, string Reason)> LostMembers(HoconScan scan)
    {
        var referenced = new Dictionary<string, HoconAssignment>(StringComparer.Ordinal);
        foreach (var assignment in scan.Assignments.OrderBy(assignment => assignment.At.Line).ThenBy(assignment => assignment.At.Column))
        {
            if (assignment is { HasObject: true, HasReference: true })
                yield return (assignment, $"Akka.NET drops what '{assignment.Path}' inherits by the reference and keeps the members written out.");
            else if (referenced.FirstOrDefault(earlier => IsBelow(assignment.Path, earlier.Key) || (assignment.Path == earlier.Key && assignment.HasObject)) is { Key: { } key, Value: { } origin })
            {
                yield return (assignment, $"Akka.NET drops what '{key}' inherited by its reference in line {origin.At.Line} and keeps only what is written out.");
                referenced.Remove(key);
            }

            if (assignment is { HasReference: true, HasObject: false, Word: null } && !assignment.Path.EndsWith(']'))
                referenced[assignment.Path] = assignment;
            else if (!assignment.HasObject)
                referenced.Remove(assignment.Path);
        }
    }

    private static bool IsDefined(string path, HoconScan scan) =>
        scan.Assignments.Any(assignment => IsAtOrBelow(assignment.Path, path) || (assignment.HasReference && IsBelow(path, assignment.Path)));

    private static bool IsAtOrBelow(string path, string above) => path == above || IsBelow(path, above);

    private static bool IsBelow(string path, string above) => path.Length > above.Length && path[above.Length] == '.' && path.StartsWith(above, StringComparison.Ordinal);

    private static string Plain(string owner) => owner.Replace("[]", "", StringComparison.Ordinal);

    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static StockFinding At(Place at, string reason) => new(at.Line, at.Column, reason);

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?\s*us$")]
    private static partial Regex Microseconds();
}
