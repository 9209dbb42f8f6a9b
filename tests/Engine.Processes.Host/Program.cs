using Muster.Actors.Hosting;

// A host of the product, whatever it is like today; muster.conf in its run directory adds the Probe.
return await HostProgram.Run(args[0], args[1..]);
