namespace Akka.Util;

public static class StringFormat
{
    /// <summary>Joins objects whose ToString may fail; a failing one is shown by its type.</summary>
    public static string SafeJoin(string separator, params object[] args) => string.Join(separator, args.Select(Show));

    private static string Show(object arg)
    {
        try
        {
            return arg?.ToString() ?? "null";
        }
        catch (Exception e)
        {
            return $"{arg.GetType()} (its ToString failed: {e.Message})";
        }
    }
}
