// Host processes, and bounds in seconds: side by side on two cores the cases would measure each other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
