using System.Text;
using System.Text.Json;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>Reads what varies from run to run: a CSV file with a heading, a JSON array of objects, and axes written name=value,value.</summary>
internal static class ParameterFile
{
    public static Parameters Read(string? file, IEnumerable<string> sweeps, string workingDirectory)
    {
        var parameters = new Parameters();
        if (file is not null)
            ReadFile(Path.GetFullPath(file, workingDirectory), parameters);
        foreach (var sweep in sweeps)
            parameters.Axes.Add(Axis(sweep));
        return parameters;
    }

    internal static ParameterAxis Axis(string sweep)
    {
        var at = sweep.IndexOf('=', StringComparison.Ordinal);
        if (at < 1 || at == sweep.Length - 1)
            throw Refusal.Before($"--sweep '{sweep}' is not understood; write it as name=value,value, such as --sweep size=1,2,4");
        return new ParameterAxis { Name = sweep[..at], Values = { sweep[(at + 1)..].Split(',') } };
    }

    private static void ReadFile(string path, Parameters parameters)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal.Before($"--each cannot be read: {e.Message}");
        }

        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            ReadJson(path, text, parameters);
        else
            ReadCsv(path, text, parameters);
    }

    internal static void ReadCsv(string path, string text, Parameters parameters)
    {
        var records = Records(text).ToList();
        if (records.Count < 2)
            throw Refusal.Before($"{path} holds no parameters: its first line names them and each further line is a run.");
        parameters.Names.Add(records[0]);
        foreach (var (record, i) in records.Skip(1).Select((r, i) => (r, i)))
        {
            if (record.Count != records[0].Count)
                throw Refusal.Before($"{path}: record {i + 2} has {record.Count} fields, the heading has {records[0].Count}.");
            parameters.Sets.Add(new ParameterSet { Values = { record } });
        }
    }

    internal static void ReadJson(string path, string text, Parameters parameters)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var item in json.RootElement.EnumerateArray())
            {
                if (parameters.Names.Count == 0)
                    parameters.Names.Add(item.EnumerateObject().Select(p => p.Name));
                var set = new ParameterSet();
                foreach (var name in parameters.Names)
                {
                    if (!item.TryGetProperty(name, out var value))
                        throw Refusal.Before($"{path}: object {parameters.Sets.Count + 1} has no '{name}', which the first one has.");
                    set.Values.Add(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                }

                parameters.Sets.Add(set);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Refusal.Before($"{path} is no JSON array of objects: {e.Message}");
        }

        if (parameters.Sets.Count == 0)
            throw Refusal.Before($"{path} holds no parameters: it must be a JSON array of objects, one for each run.");
    }

    // Fields may stand in double quotes, then with commas, line ends and doubled quotes inside. Empty lines are passed over.
    private static IEnumerable<List<string>> Records(string text)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[i++]);
                else if (c == '"')
                    quoted = false;
                else
                    field.Append(c);
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                record.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == '\n')
                {
                    if (record.Count > 1 || record[0].Length > 0)
                        yield return record;
                    record = [];
                }
            }
            else
            {
                field.Append(c);
            }
        }

        if (record.Count > 0 || field.Length > 0)
        {
            record.Add(field.ToString().TrimEnd('\r'));
            yield return record;
        }
    }
}
