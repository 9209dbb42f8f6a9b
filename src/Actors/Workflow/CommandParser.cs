using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// A command of the user's makes the rows: it answers each line with the row's values, separated by tabs, or with an empty line when there is no row. It is asked once for all lines of a
/// batch, so a line's row may depend on that line only: after a loss lines are asked again, of a command that was started anew.
/// </summary>
internal sealed class CommandParser : LineParser
{
    private readonly Queue<string> _answers = new();
    private List<string>? _asking;

    public CommandParser(ParserSpec spec)
    {
        if (spec.Command.Length == 0)
            throw new ArgumentException("A command is to parse the lines, but none is given.");
        (Command, WorkingDirectory, Columns) = (spec.Command, spec.Cwd, [.. spec.Columns]);
    }

    public string Command { get; }

    public string WorkingDirectory { get; }

    public override IReadOnlyList<string> Columns { get; }

    /// <summary>The lines of a batch that the command has to answer.</summary>
    public IReadOnlyList<string> Questions(ReadOnlySpan<byte> data)
    {
        _asking = [];
        Parse(data, 0);
        (var questions, _asking) = (_asking, null);
        return questions;
    }

    /// <summary>The same batch, with the command's answers.</summary>
    public Parsed Parse(ReadOnlySpan<byte> data, int producer, IEnumerable<string> answers)
    {
        _answers.Clear();
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        return Parse(data, producer);
    }

    protected override bool TryParse(string line, Row row)
    {
        if (_asking is not null)
        {
            _asking.Add(line);
            return false;
        }

        var answer = _answers.Dequeue();
        if (answer.Length == 0)
            return false;
        row.Values.Add(answer.Split('\t'));
        return true;
    }
}
