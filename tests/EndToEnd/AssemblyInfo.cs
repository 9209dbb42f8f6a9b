// Each test starts several hosts and holds bounds in seconds: side by side on two cores they would measure each other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
