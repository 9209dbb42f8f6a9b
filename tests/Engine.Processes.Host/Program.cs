using Akka.Actor;
using Engine.Processes.Host;
using Muster.Actors.Hosting;

// A host of the product (options, settings, join, end and exit codes are src/Actors/Hosting) that streams to its peers and obeys standard input.
return await HostProgram.Run(args[0], args[1..], static (system, _, end) =>
{
    system.ActorOf(Props.Create(() => new Witness()), "witness");
    var streams = system.ActorOf(Props.Create(() => new Streams()), "streams");
    new Thread(() => Commands.Obey(Console.In, streams, end)) { IsBackground = true, Name = "commands" }.Start();
});
