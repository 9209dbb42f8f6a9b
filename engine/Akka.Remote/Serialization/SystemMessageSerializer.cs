using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Serialization.Proto;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>Supervision and death watch across systems. The types are named by their .NET names.</summary>
public sealed class SystemMessageSerializer : Serializer
{
    public SystemMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => obj switch
    {
        Create m => new CreateData { Cause = Cause(m.Failure) }.ToByteArray(),
        Recreate m => new RecreateData { Cause = Cause(m.Cause) }.ToByteArray(),
        Suspend => [],
        Resume m => new ResumeData { Cause = Cause(m.CausedByFailure) }.ToByteArray(),
        Terminate => [],
        Supervise m => new SuperviseData { Child = RefFormat.ToProto(m.Child), Async = m.Async }.ToByteArray(),
        Watch m => new WatchData { Watchee = RefFormat.ToProto(m.Watchee), Watcher = RefFormat.ToProto(m.Watcher) }.ToByteArray(),
        Unwatch m => new WatchData { Watchee = RefFormat.ToProto(m.Watchee), Watcher = RefFormat.ToProto(m.Watcher) }.ToByteArray(),
        Failed m => new FailedData { Child = RefFormat.ToProto(m.Child), Cause = Cause(m.Cause), Uid = (ulong)m.Uid }.ToByteArray(),
        DeathWatchNotification m => new DeathWatchNotificationData
        {
            Actor = RefFormat.ToProto(m.Actor),
            ExistenceConfirmed = m.ExistenceConfirmed,
            AddressTerminated = m.AddressTerminated,
        }.ToByteArray(),
        _ => throw new ArgumentException($"The system message {obj?.GetType()} does not travel."),
    };

    public override object FromBinary(byte[] bytes, Type type)
    {
        if (type == typeof(Create))
            return new Create(Cause(CreateData.Parser.ParseFrom(bytes).Cause) as ActorInitializationException);
        if (type == typeof(Recreate))
            return new Recreate(Cause(RecreateData.Parser.ParseFrom(bytes).Cause));
        if (type == typeof(Suspend))
            return new Suspend();
        if (type == typeof(Resume))
            return new Resume(Cause(ResumeData.Parser.ParseFrom(bytes).Cause));
        if (type == typeof(Terminate))
            return new Terminate();
        if (type == typeof(Supervise))
        {
            var supervise = SuperviseData.Parser.ParseFrom(bytes);
            return new Supervise(Ref(supervise.Child), supervise.Async);
        }
        if (type == typeof(Watch))
        {
            var watch = WatchData.Parser.ParseFrom(bytes);
            return new Watch(Ref(watch.Watchee), Ref(watch.Watcher));
        }
        if (type == typeof(Unwatch))
        {
            var unwatch = WatchData.Parser.ParseFrom(bytes);
            return new Unwatch(Ref(unwatch.Watchee), Ref(unwatch.Watcher));
        }
        if (type == typeof(Failed))
        {
            var failed = FailedData.Parser.ParseFrom(bytes);
            return new Failed(Ref(failed.Child), Cause(failed.Cause), (long)failed.Uid);
        }
        if (type == typeof(DeathWatchNotification))
        {
            var notification = DeathWatchNotificationData.Parser.ParseFrom(bytes);
            return new DeathWatchNotification(Ref(notification.Actor), notification.ExistenceConfirmed, notification.AddressTerminated);
        }
        throw new SerializationException($"{type} is no system message that travels.");
    }

    private ExceptionData Cause(Exception cause) => ExceptionFormat.ToProto(system, cause);

    private Exception Cause(ExceptionData cause) => ExceptionFormat.FromProto(system, cause);

    private IInternalActorRef Ref(ActorRefData data) => RefFormat.FromProto(system, data);
}
