using System.Diagnostics;
using System.Threading.Channels;

namespace Engine.Benchmarks;

/// <summary>What this machine gives without an actor engine.</summary>
internal static class Calibration
{
    /// <summary>Pairs of tasks over unbounded channels, 1,000 messages in flight a pair; messages a second = 2 x round trips.</summary>
    internal static async Task<double> Channels(int pairs, long rounds)
    {
        var clock = Stopwatch.StartNew();
        var all = new List<Task>();
        for (int p = 0; p < pairs; p++)
        {
            var options = new UnboundedChannelOptions { SingleReader = true, SingleWriter = true };
            var there = Channel.CreateUnbounded<object>(options);
            var back = Channel.CreateUnbounded<object>(options);
            var message = new object();
            all.Add(Task.Run(async () =>
            {
                while (await there.Reader.WaitToReadAsync())
                    while (there.Reader.TryRead(out object? m)) back.Writer.TryWrite(m);
            }));
            all.Add(Task.Run(async () =>
            {
                for (int i = 0; i < 1000; i++) there.Writer.TryWrite(message);
                long sent = 1000, got = 0;
                while (got < rounds && await back.Reader.WaitToReadAsync())
                {
                    while (back.Reader.TryRead(out object? m))
                    {
                        got++;
                        if (sent < rounds)
                        {
                            sent++;
                            there.Writer.TryWrite(m);
                        }
                    }
                }
                there.Writer.Complete();
            }));
        }
        await Task.WhenAll(all);
        return 2.0 * pairs * rounds / clock.Elapsed.TotalSeconds;
    }
}
