// Hosts are started and bounds in seconds are held: side by side on two cores they would measure each other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
