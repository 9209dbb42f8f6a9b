namespace Akka.Util;

/// <summary>Writes to the console one text at a time, in colour where there is one.</summary>
public static class StandardOutWriter
{
    private static readonly object s_gate = new();

    public static void Write(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Put(message, foregroundColor, backgroundColor);

    public static void WriteLine(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Put(message + Environment.NewLine, foregroundColor, backgroundColor);

    private static void Put(string text, ConsoleColor? foreground, ConsoleColor? background)
    {
        lock (s_gate)
        {
            if (Console.IsOutputRedirected || (foreground is null && background is null))
            {
                Console.Out.Write(text);
                return;
            }

            if (foreground is { } f)
                Console.ForegroundColor = f;
            if (background is { } b)
                Console.BackgroundColor = b;
            Console.Out.Write(text);
            Console.ResetColor();
        }
    }
}
