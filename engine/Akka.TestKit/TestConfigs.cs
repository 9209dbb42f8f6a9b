using Akka.Configuration;

namespace Akka.TestKit.Configs;

public static class TestConfigs
{
    private static readonly Config s_testScheduler =
        ConfigurationFactory.ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");

    public static Config DefaultConfig => ReferenceConfig.Of(typeof(TestConfigs).Assembly);

    /// <summary>Puts a scheduler in place whose time only the test moves.</summary>
    public static Config TestSchedulerConfig => s_testScheduler;
}
