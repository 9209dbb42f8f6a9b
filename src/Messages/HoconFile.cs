using Akka.Configuration;

namespace Muster.Messages;

/// <summary>The settings files of the hosts and drivers; they lie in the folder hocon beside the program.</summary>
public static class HoconFile
{
    /// <summary>Reads <c>hocon/NAME.conf</c>.</summary>
    public static Config Load(string name) => Parse(Path.Combine(AppContext.BaseDirectory, "hocon", name + ".conf"));

    /// <summary>Reads the user's own settings, <c>muster.conf</c> in the run directory; empty when there are none.</summary>
    public static Config LoadOverrides(string runDirectory)
    {
        var path = Path.Combine(runDirectory, "muster.conf");
        return File.Exists(path) ? Parse(path) : Config.Empty;
    }

    private static Config Parse(string path)
    {
        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(path));
        }
        catch (Exception e) when (e is ConfigurationException or FormatException)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
