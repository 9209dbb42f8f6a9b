using Muster.Actors.Hosting;
using Muster.Messages;

// A node host: starts the node's ranks, and takes runs to produce and streams to parse.
return await HostProgram.Run(WellKnown.NodeRole, args);
