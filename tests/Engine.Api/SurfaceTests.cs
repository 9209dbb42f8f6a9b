using System.Reflection;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Api.Tests;

public sealed class SurfaceTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<Surface> Akka = Surface.ReadFile(Path.Combine(AppContext.BaseDirectory, "akka-api.txt"));

    public static TheoryData<string> Assemblies => [.. Akka.Select(a => a.Assembly)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_engine_assembly_shows_nothing_that_Akka_does_not(string name)
    {
        var theirs = Akka.Single(a => a.Assembly == name);
        var ours = Surface.ReadAssembly(Assembly.Load(name));

        var extra = new List<string>();
        foreach (var type in ours.Types.Values.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            if (!theirs.Types.TryGetValue(type.Name, out var listed))
            {
                extra.Add(type.Declaration);
                continue;
            }

            if (type.Declaration != listed.Declaration) extra.Add($"{type.Declaration}\n    listed: {listed.Declaration}");
            extra.AddRange(type.Members.Except(listed.Members).Order(StringComparer.Ordinal)
                .Select(m => $"{type.Name}\n    {m}{Nearest(m, listed.Members.Except(type.Members))}"));
        }

        foreach (var line in extra) output.WriteLine(line);
        extra.Count.ShouldBe(0, $"{name} shows members that Akka.NET 1.5.30 does not list, or shows them differently:\n{string.Join('\n', extra.Take(40))}");
    }

    [Fact]
    public void The_engine_readme_counts_what_is_there_and_what_is_missing()
    {
        var table = SurfaceCounts.Table(Akka);
        output.WriteLine(table);
        if (Environment.GetEnvironmentVariable("MUSTER_UPDATE_API_COUNTS") == "1") SurfaceCounts.WriteReadme(table);
        (SurfaceCounts.InReadme() == table).ShouldBeTrue("engine/README.md counts something else than is there: set MUSTER_UPDATE_API_COUNTS=1, run this test again and commit engine/README.md");
    }

    [Fact]
    public void Engine_assemblies_carry_the_version_of_Akka_and_our_own_product_name()
    {
        foreach (var name in Akka.Select(a => a.Assembly))
        {
            var assembly = Assembly.Load(name);
            assembly.GetName().Version.ShouldBe(new Version(1, 5, 30, 0), name);
            assembly.GetCustomAttribute<AssemblyProductAttribute>()!.Product.ShouldBe("Muster embedded engine", name);
        }
    }

    [Fact]
    public void Engine_internals_are_not_open_to_the_product()
    {
        string[] product = ["Muster.Messages", "Muster.Actors", "Muster.Client", "muster", "muster-seed", "muster-node"];
        foreach (var name in Akka.Select(a => a.Assembly))
        {
            var friends = Assembly.Load(name).GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
                .Select(a => a.AssemblyName);
            friends.Intersect(product, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty(name);
        }
    }

    private static string Nearest(string member, IEnumerable<string> candidates)
    {
        var name = Name(member);
        var same = candidates.FirstOrDefault(c => Name(c) == name);
        return same is null ? "" : $"\n    listed: {same}";
    }

    private static string Name(string member)
    {
        var end = member.IndexOfAny(['(', '{', '=']);
        var head = (end < 0 ? member : member[..end]).TrimEnd();
        return head[(head.LastIndexOf(' ') + 1)..];
    }
}
