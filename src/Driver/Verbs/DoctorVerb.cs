using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Doctor;
using Muster.Driver.Rendering;

namespace Muster.Driver.Verbs;

/// <summary>`muster doctor`: what was found here, and what each missing thing costs.</summary>
internal static class DoctorVerb
{
    public static Command Build(Call call)
    {
        var output = CommonOptions.Output();
        var command = new Command("doctor", "Look at this machine: what Muster uses, what is missing, what that costs. Exit code 1 when no run could start.") { output };
        command.SetAction(parsed =>
        {
            call.RefuseProgram("doctor");
            call.Terminal.Format = parsed.GetValue(output);
            var findings = Examination.Of(new LocalSite());
            Show(call.Terminal, findings);
            return Finding.ExitCodeOf(findings);
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        if (terminal.Format == OutputFormat.Json)
        {
            terminal.Json(new JsonObject
            {
                ["findings"] = new JsonArray([.. findings.Select(finding => new JsonObject
                {
                    ["subject"] = finding.Subject,
                    ["state"] = CommonOptions.NameOf(finding.State),
                    ["found"] = finding.Found,
                    ["cost"] = finding.Cost,
                })]),
            });
            return;
        }

        foreach (var finding in findings)
        {
            var mark = finding.State switch { FindingState.Good => "ok     ", FindingState.Lacking => "missing", _ => "BROKEN " };
            terminal.Line($"{mark}  {finding.Subject,-18}  {finding.Found}");
            if (finding.Cost.Length > 0)
                terminal.Line($"{"",-29}  {finding.Cost}.");
        }
    }
}
