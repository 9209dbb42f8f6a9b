using System.Globalization;

namespace Akka.TestKit.Xunit2.Internals;

internal static class AssertionText
{
    /// <summary>Formats, and shows format and arguments side by side where they do not fit, rather than failing at failing.</summary>
    internal static string Format(string format, object[] args)
    {
        if (args is null || args.Length == 0)
            return format;
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, args);
        }
        catch (FormatException)
        {
            return $"{format} [{string.Join(", ", args)}]";
        }
    }
}
