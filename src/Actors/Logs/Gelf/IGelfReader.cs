namespace Muster.Actors.Logs.Gelf;

/// <summary>What reads an input's sockets: TCP, UDP or HTTP.</summary>
internal interface IGelfReader : IAsyncDisposable
{
    int Connections { get; }

    /// <summary>Takes nobody new in; those there go on until nothing comes any more or the patience is over.</summary>
    Task DrainAsync(Func<bool> isSilent, TimeSpan patience);
}
