// Each test starts several hosts: side by side on two cores they would slow each other down.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
