using Muster.Actors.Hosting;
using Muster.Actors.Store;
using Muster.Messages;

// The seed host: forms the cluster; holds the coordinator, the result actors and the door for drivers. As `muster-seed host` it is one of the hosts that a
// step starts on every node: the first is the seed, the others are nodes. As `muster-seed store-check DIR` it reads a run directory's store and ends.
if (args is ["store-check", var directory])
{
    foreach (var finding in StoreCheck.Check(Path.Combine(directory, "store")))
        Console.WriteLine(finding);
    return 0;
}

return args is [HostOptions.AnyKind, .. var rest]
    ? await HostProgram.Run(HostOptions.AnyKind, rest)
    : await HostProgram.Run(WellKnown.SeedRole, args);
