using System.Collections;

namespace Akka.Util;

public static class BitArrayHelpers
{
    public static byte[] ToBytes(this BitArray arr)
    {
        if (arr.Length % 8 != 0)
            throw new ArgumentException($"{arr.Length} bits are not whole bytes.", nameof(arr));
        var bytes = new byte[arr.Length / 8];
        arr.CopyTo(bytes, 0);
        return bytes;
    }
}
