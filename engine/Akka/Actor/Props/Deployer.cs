using Akka.Configuration;
using Akka.Routing;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The section akka.actor.deployment: which deployment belongs to which path. A "*" in a key stands for any one element, "**" for any.</summary>
public class Deployer
{
    protected readonly Config Default;

    private readonly Settings _settings;
    private volatile List<(string[] Pattern, Deploy Deploy)> _deployments = [];

    public Deployer(Settings settings)
    {
        _settings = settings;
        var section = settings.Config.GetConfig("akka.actor.deployment");
        Default = section?.GetConfig("default") ?? Config.Empty;
        if (section == null || section.IsEmpty || !section.Root.IsObject()) return;
        foreach (var pair in section.Root.GetObject().Items)
        {
            if (pair.Key == "default") continue;
            var deploy = ParseConfig(pair.Key, pair.Value.IsObject() ? new Config(new Configuration.Hocon.HoconRoot(pair.Value)) : Config.Empty);
            if (deploy != null) SetDeploy(deploy);
        }
    }

    public Deploy Lookup(ActorPath path) =>
        _deployments.Count == 0 || path.Elements is not { Count: > 1 } elements || elements[0] != "user" ? null : Find(elements, 1);

    public Deploy Lookup(IEnumerable<string> path) => Find(path.ToList(), 0);

    public void SetDeploy(Deploy deploy)
    {
        string[] pattern = Elements(deploy.Path);
        for (int i = 0; i < pattern.Length; i++)
            if (!ActorPath.IsValidPathElement(pattern[i]) && pattern[i] is not ("*" or "**"))
                throw new IllegalActorNameException($"Illegal actor name [{pattern[i]}] in deployment [{deploy.Path}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: ${ActorPath.ValidSymbols}.");
        lock (_settings)
        {
            var next = new List<(string[], Deploy)>(_deployments);
            next.RemoveAll(known => known.Item1.AsSpan().SequenceEqual(pattern));
            next.Add((pattern, deploy));
            // An exact key wins over a wildcard, whatever their order in the file.
            next.Sort((a, b) => Wildcards(a.Item1).CompareTo(Wildcards(b.Item1)));
            _deployments = next;
        }
    }

    public virtual Deploy ParseConfig(string key, Config config)
    {
        var deployment = config.WithFallback(Default);
        return new Deploy(
            path: key,
            config: deployment,
            routerConfig: RouterOf(key, deployment),
            scope: Deploy.NoScopeGiven,
            dispatcher: deployment.GetString("dispatcher", ""),
            mailbox: deployment.GetString("mailbox", ""),
            stashCapacity: deployment.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    private static RouterConfig RouterOf(string key, Config deployment) => RouterConfigs.FromConfig(key, deployment);

    private Deploy Find(IReadOnlyList<string> elements, int from)
    {
        foreach (var (pattern, deploy) in _deployments)
            if (Matches(pattern, 0, elements, from)) return deploy;
        return null;
    }

    private static bool Matches(string[] pattern, int p, IReadOnlyList<string> elements, int e)
    {
        while (true)
        {
            if (p == pattern.Length) return e == elements.Count;
            if (pattern[p] == "**") return e < elements.Count;
            if (e == elements.Count || (pattern[p] != "*" && pattern[p] != elements[e])) return false;
            p++;
            e++;
        }
    }

    private static int Wildcards(string[] pattern)
    {
        int count = 0;
        foreach (string element in pattern) count += element switch { "*" => 1, "**" => 100, _ => 0 };
        return count;
    }

    private static string[] Elements(string key) => key.Trim('"').Split('/', StringSplitOptions.RemoveEmptyEntries);
}
