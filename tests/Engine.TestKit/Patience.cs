namespace Engine.TestKit.Tests;

/// <summary>What a test waits for comes in no time on an idle machine; a busy one is given more than the TestKit's 3 s.</summary>
internal static class Patience
{
    internal const string Settings = "akka.test { single-expect-default = 60s, default-timeout = 60s, filter-leeway = 60s }\n";
}
