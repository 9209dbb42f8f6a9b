using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes a system's log to the output of a test.</summary>
public class TestOutputLogger : ReceiveActor
{
    public TestOutputLogger(ITestOutputHelper output)
        : this(output, "")
    {
    }

    internal TestOutputLogger(ITestOutputHelper output, string prefix)
    {
        Receive<LogEvent>(logged =>
        {
            try
            {
                output.WriteLine(prefix + logged);
            }
            catch (InvalidOperationException)
            {
                // The test is over; its output takes nothing more.
            }
            catch (FormatException e)
            {
                output.WriteLine($"{prefix}A log message of {logged.LogSource} does not fit its format: {e.Message}");
            }
        });
        Receive<InitializeLogger>(start =>
        {
            start.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
    }
}
