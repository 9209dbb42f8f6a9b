using System.Text.Unicode;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What could not be taken as a message becomes a record of its own: why, and the bytes.</summary>
internal static class GelfReject
{
    /// <summary>Logger of these records.</summary>
    public const string Logger = "muster.rejects";

    /// <summary>The field with the reason: clients cannot set it.</summary>
    public static ReadOnlySpan<byte> ReasonField => "gl2_reject"u8;

    private const int WarningLevel = 4;

    /// <summary>So many of the bytes are kept.</summary>
    public const int MostBytes = 8 * 1024;

    /// <summary>Adds the record.</summary>
    /// <param name="into">Where it goes.</param>
    /// <param name="origin">Where the bytes come from.</param>
    /// <param name="reason">Why they are no message.</param>
    /// <param name="bytes">The first of them.</param>
    /// <param name="size">How many there were.</param>
    /// <param name="nowUs">When they came.</param>
    public static void Add(LogBatchWriter into, GelfOrigin origin, string reason, ReadOnlySpan<byte> bytes, long size, long nowUs)
    {
        into.Begin(nowUs, WarningLevel);
        into.Text(KnownField.Message, $"A GELF message is rejected: {reason}.");
        into.Text(KnownField.Source, origin.Address);
        into.Text(KnownField.Logger, Logger);
        into.Text(ReasonField, reason);
        var kept = bytes[..Math.Min(bytes.Length, MostBytes)];
        // Text that was cut within a letter is text all the same.
        var whole = kept;
        for (var cut = 0; cut < 3 && bytes.Length > kept.Length && !Utf8.IsValid(whole); cut++)
            whole = whole[..^1];
        if (Utf8.IsValid(whole) && whole.IndexOf((byte)0) < 0)
            into.Text("bytes"u8, whole);
        else
            into.Text("bytes_base64"u8, Convert.ToBase64String(kept));
        into.Integer("size"u8, size);
        origin.AddTo(into);
        into.End();
    }
}
