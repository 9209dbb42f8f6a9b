namespace Akka.Actor;

[Obsolete("Use List of Akka.Actor.Status.Failure")]
public class Failures
{
    public Failures() => Entries = [];

    public List<Failure> Entries { get; }
}

[Obsolete("Use Akka.Actor.Status.Failure")]
public class Failure
{
    public Exception Exception { get; set; }
    public DateTime Timestamp { get; set; }
}
