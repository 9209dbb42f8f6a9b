namespace Petabridge.Cmd.Tool;

/// <summary>Reads a line from a terminal with history and completion; from a pipe, plainly.</summary>
internal sealed class LineEditor(Func<string, IReadOnlyList<string>> complete)
{
    private const int MostHistory = 500;

    private readonly List<string> _history = [];

    /// <summary>The next line; null at the end of the input.</summary>
    public string ReadLine(string prompt, TextWriter output)
    {
        output.Write(prompt);
        output.Flush();
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            var plain = Console.In.ReadLine();
            output.WriteLine();
            return plain;
        }
        var line = Edit(prompt, output);
        if (line is { Length: > 0 } && (_history.Count == 0 || _history[^1] != line))
        {
            _history.Add(line);
            if (_history.Count > MostHistory)
                _history.RemoveAt(0);
        }
        return line;
    }

    private string Edit(string prompt, TextWriter output)
    {
        var text = "";
        var at = 0;
        var back = _history.Count;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                switch (key.Key)
                {
                    case ConsoleKey.Enter:
                        output.WriteLine();
                        return text;
                    case ConsoleKey.C when key.Modifiers == ConsoleModifiers.Control:
                        output.WriteLine("^C");
                        (text, at) = ("", 0);
                        break;
                    case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && text.Length == 0:
                        output.WriteLine();
                        return null;
                    case ConsoleKey.U when key.Modifiers == ConsoleModifiers.Control:
                        (text, at) = (text[at..], 0);
                        break;
                    case ConsoleKey.Backspace when at > 0:
                        text = text.Remove(--at, 1);
                        break;
                    case ConsoleKey.Delete when at < text.Length:
                        text = text.Remove(at, 1);
                        break;
                    case ConsoleKey.LeftArrow:
                        at = Math.Max(0, at - 1);
                        break;
                    case ConsoleKey.RightArrow:
                        at = Math.Min(text.Length, at + 1);
                        break;
                    case ConsoleKey.Home:
                        at = 0;
                        break;
                    case ConsoleKey.End:
                        at = text.Length;
                        break;
                    case ConsoleKey.UpArrow when back > 0:
                        text = _history[--back];
                        at = text.Length;
                        break;
                    case ConsoleKey.DownArrow when back < _history.Count:
                        text = ++back < _history.Count ? _history[back] : "";
                        at = text.Length;
                        break;
                    case ConsoleKey.Tab:
                        (text, at) = Complete(text[..at], text[at..], output);
                        break;
                    default:
                        if (!char.IsControl(key.KeyChar))
                            text = text.Insert(at++, key.KeyChar.ToString());
                        break;
                }
                // The whole line again: simple, and right at every cursor position.
                output.Write($"\r\u001b[K{prompt}{text}{(at < text.Length ? $"\u001b[{text.Length - at}D" : "")}");
                output.Flush();
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private (string Text, int At) Complete(string before, string after, TextWriter output)
    {
        var words = complete(before);
        if (words.Count == 0)
            return (before + after, before.Length);
        var begun = before.Length - (before.LastIndexOf(' ') + 1);
        var common = words.Aggregate((a, b) => a[..a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count()]);
        if (words.Count > 1 && common.Length == begun)
        {
            output.WriteLine();
            output.WriteLine(string.Join("  ", words));
        }
        var text = before[..^begun] + common + (words.Count == 1 ? " " : "");
        return (text + after, text.Length);
    }
}
