using Muster.Actors.Hosting;
using Muster.Messages;

// The seed host: forms the cluster; holds the coordinator, the result actors and the door for drivers.
return await HostProgram.Run(WellKnown.SeedRole, args);
