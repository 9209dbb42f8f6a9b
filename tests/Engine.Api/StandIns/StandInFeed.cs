namespace Engine.Api.Tests.StandIns;

/// <summary>
/// A folder of packages that carry Akka.NET's whole public surface and no behaviour. They are for compiling only, and stay in a package folder of
/// their own below artifacts/, so that they never stand in for the real ones.
/// </summary>
internal sealed class StandInFeed(string root)
{
    public const string Version = "1.5.30-surface";

    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Needs = new()
    {
        ["Akka"] = ([], ["Newtonsoft.Json:13.0.3"]),
        ["Akka.Remote"] = (["Akka"], ["Google.Protobuf:3.25.1"]),
        ["Akka.Coordination"] = (["Akka"], []),
        ["Akka.Cluster"] = (["Akka.Remote", "Akka.Coordination"], []),
        ["Akka.Cluster.Tools"] = (["Akka.Cluster"], []),
        ["Akka.Logger.Serilog"] = (["Akka"], ["Serilog:3.1.1"]),
        ["Akka.TestKit"] = (["Akka"], []),
        ["Akka.TestKit.Xunit2"] = (["Akka.TestKit"], ["xunit.assert:2.9.3", "xunit.core:2.9.3", "xunit.abstractions:2.0.3"]),
        ["System.Linq.Async"] = ([], []),
    };

    public string Folder { get; } = Path.Combine(root, "feed");

    public string Solution { get; } = Path.Combine(root, "StandIns.slnx");

    public void Write(IReadOnlyList<Surface> akka)
    {
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(Folder);
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(Path.Combine(root, file), "<Project />");

        foreach (var (name, needs) in Needs)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
            var source = akka.SingleOrDefault(s => s.Assembly == name) is { } surface ? new TypeSource(surface).Write() : "";
            File.WriteAllText(Path.Combine(folder, name + ".cs"), source);
            File.WriteAllText(Path.Combine(folder, name + ".csproj"), Project(name, needs.Projects, needs.Packages));
        }

        File.WriteAllText(Solution, $"<Solution>{string.Concat(Needs.Keys.Select(n => $"<Project Path=\"{n}/{n}.csproj\" />"))}</Solution>");
    }

    private string Project(string name, string[] projects, string[] packages) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Version>{(name.StartsWith("Akka", StringComparison.Ordinal) ? Version : "6.0.1")}</Version>
            <AssemblyVersion>1.5.30.0</AssemblyVersion>
            <IsPackable>true</IsPackable>
            <GeneratePackageOnBuild>true</GeneratePackageOnBuild>
            <PackageOutputPath>{Folder}</PackageOutputPath>
            <NoWarn>$(NoWarn);NU5104;NU1603;NU5128</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(projects.Select(p => $"<ProjectReference Include=\"../{p}/{p}.csproj\" />"))}
            {string.Concat(packages.Select(p => $"<PackageReference Include=\"{p.Split(':')[0]}\" Version=\"{p.Split(':')[1]}\" />"))}
            {string.Concat(Needs.Keys.Select(n => $"<InternalsVisibleTo Include=\"{n}\" />"))}
          </ItemGroup>
        </Project>
        """;
}
