using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Akka.Util;

#pragma warning disable SYSLIB0050, SYSLIB0051 // the wire carries what exceptions give to SerializationInfo

namespace Akka.Remote.Serialization;

/// <summary>
/// Exceptions as peers of this wire write them: type name, message, stack trace, source, inner exception and whatever else the type puts into
/// its SerializationInfo. The type is made again only when the table of wire types knows it; otherwise a plain exception keeps the words.
/// </summary>
internal static class ExceptionFormat
{
    private static readonly HashSet<string> Ordinary =
    [
        "ClassName", "Message", "StackTraceString", "Source", "InnerException", "HelpURL", "RemoteStackTraceString", "RemoteStackIndex",
        "ExceptionMethod", "HResult", "Data", "TargetSite", "HelpLink", "StackTrace", "WatsonBuckets", "SafeSerializationManager",
    ];

    private static readonly StreamingContext Context = new();

    private static readonly ConcurrentDictionary<Type, ConstructorInfo> Constructors = new();

    public static ExceptionData ToProto(ExtendedActorSystem system, Exception exception)
    {
        var data = new ExceptionData();
        if (exception == null)
            return data;
        var type = exception.GetType();
        data.TypeName = exception is RemoteException remote ? remote.TypeName : type.TypeQualifiedName();
        data.Message = exception.Message;
        data.StackTrace = exception.StackTrace ?? "";
        data.Source = exception.Source ?? "";
        data.InnerException = ToProto(system, exception.InnerException);
        if (type.GetCustomAttribute<TypeForwardedFromAttribute>(false) is { } forwarded)
            data.TypeForwardedFrom = forwarded.AssemblyFullName.Split(',')[0];
        if (exception is RemoteException)
            return data;

        var info = new SerializationInfo(type, new FormatterConverter());
        exception.GetObjectData(info, Context);
        foreach (var entry in info)
            if (!Ordinary.Contains(entry.Name))
                data.CustomFields.Add(entry.Name, WrappedPayload.Write(system, entry.Value));
        return data;
    }

    public static Exception FromProto(ExtendedActorSystem system, ExceptionData data)
    {
        if (data == null || string.IsNullOrEmpty(data.TypeName))
            return null;
        var type = Known(system, data.TypeName);
        var constructor = type == null ? null : Constructors.GetOrAdd(type, static t => t.GetConstructor(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(SerializationInfo), typeof(StreamingContext)]));
        var inner = FromProto(system, data.InnerException);
        if (constructor == null)
            return new RemoteException(data, inner);

        var info = new SerializationInfo(type, new FormatterConverter());
        info.AddValue("ClassName", type.FullName);
        info.AddValue("Message", Told(data));
        info.AddValue("Data", null);
        info.AddValue("InnerException", inner);
        info.AddValue("HelpURL", null);
        info.AddValue("StackTraceString", data.StackTrace.Length == 0 ? null : data.StackTrace);
        info.AddValue("RemoteStackTraceString", null);
        info.AddValue("RemoteStackIndex", 0);
        info.AddValue("ExceptionMethod", null);
        info.AddValue("HResult", int.MinValue + 0x131500);
        info.AddValue("Source", data.Source.Length == 0 ? null : data.Source);
        info.AddValue("WatsonBuckets", null);
        try
        {
            foreach (var (name, value) in data.CustomFields)
                info.AddValue(name, WrappedPayload.Read(system, value));
            return (Exception)constructor.Invoke([info, Context]);
        }
        catch (Exception e) when (e is TargetInvocationException or SerializationException or InvalidCastException or MemberAccessException)
        {
            return new RemoteException(data, inner);
        }
    }

    /// <summary>An ArgumentException appends its parameter's name whenever it is asked for its message; here it would stand there twice.</summary>
    private static string Told(ExceptionData data)
    {
        if (!data.CustomFields.TryGetValue("ParamName", out var name) || name.Message.IsEmpty)
            return data.Message;
        var appended = $" (Parameter '{name.Message.ToStringUtf8()}')";
        return data.Message.EndsWith(appended, StringComparison.Ordinal) ? data.Message.Substring(0, data.Message.Length - appended.Length) : data.Message;
    }

    private static Type Known(ExtendedActorSystem system, string name)
    {
        if (system.Serialization.Types.TryResolve(name, out var type))
            return typeof(Exception).IsAssignableFrom(type) ? type : null;
        // Supervision tells of the engine's own exceptions.
        var comma = name.IndexOf(',');
        if (comma < 0 || name.AsSpan(comma + 1).Trim() is not "Akka")
            return null;
        type = typeof(AkkaException).Assembly.GetType(name.Substring(0, comma));
        return type != null && typeof(AkkaException).IsAssignableFrom(type) ? type : null;
    }
}

/// <summary>An exception of a type this system does not read; it keeps what was said.</summary>
internal sealed class RemoteException(ExceptionData data, Exception inner) : Exception(data.Message, inner)
{
    public string TypeName { get; } = data.TypeName;

    public override string StackTrace { get; } = data.StackTrace.Length == 0 ? null : data.StackTrace;

    public override string Source { get; set; } = data.Source.Length == 0 ? null : data.Source;

    public override string ToString() => $"{TypeName}: {Message}";
}
