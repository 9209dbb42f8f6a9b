using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry.Devices;

/// <summary>Reads the GPUs of one vendor.</summary>
internal interface IDeviceReader : IDisposable
{
    /// <summary>Adds a reading of each device to a sample, and to its trouble what could not be read.</summary>
    void Read(NodeSample sample);
}
