using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Configuration;

namespace Muster.Driver.Verbs;

/// <summary>`muster config show`: settings with their origin; `muster config check`: names the lines of a HOCON file that Akka.NET would read differently.</summary>
internal static class ConfigVerb
{
    public static Command Build(Call call) => new("config", "Look at settings and configuration files.") { BuildShow(call), BuildCheck(call) };

    private static Command BuildShow(Call call)
    {
        var below = new Argument<string?>("path") { Description = "Only settings below this path, such as akka.cluster.", Arity = ArgumentArity.ZeroOrOne };
        var role = new Option<string>("--role") { Description = "Settings of a seed or of a node host. Default: node.", HelpName = "seed|node", DefaultValueFactory = _ => "node" };
        role.AcceptOnlyFromAmong("seed", "node");
        var runDir = CommonOptions.RunDir();
        runDir.Description = "The run directory whose muster.conf counts.";
        var host = new Option<string>("--host") { Description = "The address the host listens at: beyond loopback it has certificates. Default: 127.0.0.1.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
        var output = CommonOptions.Output();
        var site = SiteProfile.Option();
        var command = new Command("show", "Print every setting of a host, and what the site's profile sets, with where it comes from.") { below, role, runDir, host, site, output };
        command.SetAction(parsed =>
        {
            call.RefuseProgram("config show");
            call.Terminal.Format = parsed.GetValue(output);
            var profile = SiteProfile.Read(parsed, Environment.GetEnvironmentVariable(SiteProfile.Variable), call.WorkingDirectory);
            return ConfigShow.Show(call, parsed.GetValue(role)!, parsed.GetValue(runDir), parsed.GetValue(host)!, parsed.GetValue(below), profile);
        });
        return command;
    }

    private static Command BuildCheck(Call call)
    {
        var file = new Argument<string>("file") { Description = "The HOCON file." };
        var output = CommonOptions.Output();
        var command = new Command("check", "Name the lines of a HOCON file that Akka.NET 1.5 reads differently from the embedded engine.") { file, output };
        command.SetAction(parsed =>
        {
            call.RefuseProgram("config check");
            call.Terminal.Format = parsed.GetValue(output);
            return Check(call, parsed.GetValue(file)!);
        });
        return command;
    }

    private static int Check(Call call, string file)
    {
        if (!File.Exists(file))
            throw Refusal.Before($"the file '{file}' does not exist.");
        var lines = File.ReadAllText(file);
        var findings = StockHocon.Check(lines);
        if (call.Terminal.Format == OutputFormat.Json)
        {
            call.Terminal.Json(new JsonObject
            {
                ["file"] = file,
                ["findings"] = new JsonArray(findings.Select(finding => (JsonNode)new JsonObject
                {
                    ["line"] = finding.Line,
                    ["column"] = finding.Column,
                    ["reason"] = finding.Reason,
                    ["unreadable"] = finding.Unreadable,
                }).ToArray()),
            });
        }

        var text = lines.Split('\n');
        foreach (var finding in findings)
        {
            call.Terminal.Line($"{file}:{finding.Line}:{finding.Column}: {finding.Reason}");
            if (finding.Line <= text.Length)
                call.Terminal.Line($"    {text[finding.Line - 1].Trim()}");
        }

        if (findings.Count == 0)
            call.Terminal.Line($"{file}: means the same to Akka.NET 1.5 and to the embedded engine.");
        return findings.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
