using System.Runtime.CompilerServices;

namespace Engine.Core.Tests;

/// <summary>
/// Some tests block an actor on purpose. On a machine whose cores are all busy the thread pool adds no threads, so two such tests at once
/// would stop every actor of the process.
/// </summary>
internal static class EnoughThreads
{
    [ModuleInitializer]
    internal static void Provide() => ThreadPool.SetMinThreads(32, 32);
}
