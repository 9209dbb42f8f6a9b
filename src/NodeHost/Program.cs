using Muster.Actors.Hosting;
using Muster.Actors.Ranks;
using Muster.Actors.Workflow;
using Muster.Messages;

// A node host: starts the node's ranks, and takes runs to produce and streams to parse.
return await HostProgram.Run(WellKnown.NodeRole, args, static (system, options) =>
{
    system.ActorOf(Producer.Props(options.Name), HostProgram.NameOf(WellKnown.Producer));
    system.ActorOf(Parser.Props(options.Name), HostProgram.NameOf(WellKnown.Parser));
});
