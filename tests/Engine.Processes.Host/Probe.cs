using Akka.Actor;

namespace Engine.Processes.Host;

/// <summary>Starts with the actor system where <c>akka.extensions</c> names it: tells what the host sees, streams to its peers, obeys standard input.</summary>
public sealed class Probe : ExtensionIdProvider<Probe>, IExtension
{
    public override Probe CreateExtension(ExtendedActorSystem system)
    {
        system.ActorOf(Props.Create(() => new Witness()), "witness");
        var streams = system.ActorOf(Props.Create(() => new Streams()), "streams");
        new Thread(() => Commands.Obey(Console.In, streams)) { IsBackground = true, Name = "commands" }.Start();
        return this;
    }
}
