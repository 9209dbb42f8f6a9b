namespace Akka.Remote.Associations;

/// <summary>What an operator wants to know about one association; written without locks, so sums may lag by a message.</summary>
internal sealed class AssociationStats
{
    public long MessagesSent;
    public long BytesSent;
    public long MessagesReceived;
    public long BytesReceived;
    public long Lost;
    public long Oversized;
    public long Malformed;
    public string LastError;
}
