namespace Akka.Actor.Internal;

/// <summary>Numbers as short names: a, b, ... ~, aa; the digits of actors without a name and of temporary references.</summary>
internal static class NameCounter
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    internal static string Base64Encode(this long value, char? prefix = null)
    {
        Span<char> text = stackalloc char[12];
        int length = 0;
        if (prefix is { } first) text[length++] = first;
        ulong rest = (ulong)value;
        do
        {
            text[length++] = Digits[(int)(rest & 63)];
            rest >>= 6;
        } while (rest != 0);
        return new string(text[..length]);
    }
}
