using Akka.Actor;

namespace Engine.Processes.Host;

/// <summary>One command a line; the end of the input is the end of the host.</summary>
internal static class Commands
{
    // Live objects that a full collection has to walk, beside what a host holds anyway.
    private static readonly List<object> Ballast = [];

    public static void Obey(TextReader input, IActorRef streams)
    {
        while (input.ReadLine() is { } line)
        {
            switch (line)
            {
                case "stream":
                    streams.Tell(Streams.Command.Start, ActorRefs.NoSender);
                    break;
                case "still":
                    streams.Tell(Streams.Command.Stop, ActorRefs.NoSender);
                    break;
                case "ask":
                    streams.Tell(Streams.Command.Ask, ActorRefs.NoSender);
                    break;
                case "ballast":
                    for (var i = 0; i < 400_000; i++)
                        Ballast.Add(new byte[64]);
                    Say("ballast");
                    break;
                case "collect":
                    var began = Environment.TickCount64;
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
                    Say($"collected {Environment.TickCount64 - began}");
                    break;
                case "measure":
                    GapDetector.Reset();
                    Wakening.Start();
                    Say("measuring");
                    break;
                case "gaps":
                    Say($"woken {Wakening.Stop()}");
                    Say("gaps " + string.Join(' ', GapDetector.Gaps()));
                    break;
                default:
                    Say("not understood: " + line);
                    break;
            }
        }
        // The test that started this host is gone.
        Environment.Exit(1);
    }

    public static void Say(string line)
    {
        lock (Ballast)
            Console.WriteLine(line);
    }
}
