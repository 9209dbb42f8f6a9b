using System.Buffers.Binary;

namespace Muster.Driver.Telemetry;

/// <summary>The four files of a set of digits, looked at before workers are started for them.</summary>
internal static class IdxFiles
{
    private static readonly (string Name, int Dimensions)[] Wanted =
    [
        ("train-images-idx3-ubyte", 3), ("train-labels-idx1-ubyte", 1), ("t10k-images-idx3-ubyte", 3), ("t10k-labels-idx1-ubyte", 1),
    ];

    // Where other programs keep them below the folder that was named.
    private static readonly string[] Below = ["", "MNIST/raw"];

    /// <summary>The folder they are in.</summary>
    public static string Require(string directory)
    {
        var folder = Array.Find([.. Below.Select(below => Path.Combine(directory, below))], f => File.Exists(Path.Combine(f, Wanted[0].Name)))
            ?? throw Refusal.Before($"no handwritten digits in {directory}: {Wanted[0].Name} is not there. Put the four unpacked IDX files of MNIST into a folder and name it with --data; nothing is downloaded.");
        foreach (var (name, dimensions) in Wanted)
        {
            if (FaultOf(Path.Combine(folder, name), dimensions) is { } fault)
                throw Refusal.Before($"{Path.Combine(folder, name)} {fault}");
        }

        return folder;
    }

    private static string? FaultOf(string path, int dimensions)
    {
        if (!File.Exists(path))
            return "is missing: a set of digits has images and labels to train and to test.";
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[4 + (4 * dimensions)];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            return "is cut: it has not even a whole header.";
        if (header[0] != 0 || header[1] != 0 || header[2] != 8 || header[3] != dimensions)
            return header[0] == 0x1f ? "is packed: unpack it with gunzip." : $"is no IDX file of bytes with {dimensions} dimension{(dimensions == 1 ? "" : "s")}.";
        long bytes = 1;
        for (var i = 0; i < dimensions; i++)
            bytes = Math.Min(int.MaxValue, bytes * BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]));
        return file.Length - header.Length < bytes ? $"is cut: its header tells of {bytes} bytes, and it has {file.Length - header.Length}." : null;
    }
}
