// Some tests bound the memory of this process: side by side they would measure each other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
