namespace Akka.Configuration.Hocon;

/// <summary>The public way from text to values.</summary>
public class Parser
{
    public Parser()
    {
    }

    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback)
    {
        ArgumentNullException.ThrowIfNull(text);
        return HoconParser.Parse(text, includeCallback is null ? new HoconIncludes((string)null) : new HoconIncludes(includeCallback));
    }
}
