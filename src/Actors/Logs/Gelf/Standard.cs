namespace Muster.Actors.Logs.Gelf;

/// <summary>Members of a GELF message that have a meaning of their own.</summary>
internal enum Standard
{
    /// <summary>A field like any other.</summary>
    None,
    ShortMessage,
    Host,
    FullMessage,
    Timestamp,
    Level,
    Logger,

    /// <summary>A text in place of short_message, when that is missing.</summary>
    Message,

    /// <summary>A text in place of host, when that is missing.</summary>
    Source,

    /// <summary>It never becomes a field.</summary>
    Ignored,
}

/// <summary>Tells them by their names.</summary>
internal static class StandardNames
{
    extension(Standard)
    {
        /// <summary>What a member of this name is.</summary>
        public static Standard Of(ReadOnlySpan<byte> name) => name.Length switch
        {
            4 when name.SequenceEqual("host"u8) => Standard.Host,
            5 when name.SequenceEqual("level"u8) => Standard.Level,
            6 when name.SequenceEqual("_level"u8) => Standard.Ignored,
            6 when name.SequenceEqual("source"u8) => Standard.Source,
            6 when name.SequenceEqual("logger"u8) => Standard.Logger,
            7 when name.SequenceEqual("_logger"u8) => Standard.Logger,
            7 when name.SequenceEqual("_source"u8) => Standard.Source,
            7 when name.SequenceEqual("version"u8) => Standard.Ignored,
            7 when name.SequenceEqual("message"u8) => Standard.Message,
            7 when name.SequenceEqual("streams"u8) => Standard.Ignored,
            8 when name.SequenceEqual("_streams"u8) => Standard.Ignored,
            8 when name.SequenceEqual("_message"u8) => Standard.Message,
            9 when name.SequenceEqual("timestamp"u8) => Standard.Timestamp,
            10 when name.SequenceEqual("_timestamp"u8) => Standard.Ignored,
            12 when name.SequenceEqual("full_message"u8) => Standard.FullMessage,
            13 when name.SequenceEqual("short_message"u8) => Standard.ShortMessage,
            _ => Standard.None,
        };
    }
}
