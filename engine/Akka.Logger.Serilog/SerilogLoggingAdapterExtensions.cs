using Akka.Actor;
using Akka.Event;

namespace Akka.Logger.Serilog;

public static class SerilogLoggingAdapterExtensions
{
    /// <summary>Adds a property to everything the result logs; an adapter of another kind is returned as it is.</summary>
    public static ILoggingAdapter ForContext(this ILoggingAdapter adapter, string propertyName, object value, bool destructureObjects = false) =>
        adapter is SerilogLoggingAdapter own ? own.SetContextProperty(propertyName, value, destructureObjects) : adapter;

    public static ILoggingAdapter GetLogger<T>(this IActorContext context)
        where T : class, ILoggingAdapter
    {
        var source = LogSource.Create(context, context.System);
        return Make<T>(context.System, source.Source, source.Type);
    }

    public static ILoggingAdapter GetLogger<T>(this ActorSystem system, object logSourceObj)
        where T : class, ILoggingAdapter
    {
        var source = LogSource.Create(logSourceObj, system);
        return Make<T>(system, source.Source, source.Type);
    }

    public static ILoggingAdapter GetLogger<T>(this ActorSystem system, string logSource, Type logType)
        where T : class, ILoggingAdapter => Make<T>(system, logSource, logType);

    private static ILoggingAdapter Make<T>(ActorSystem system, string logSource, Type logType)
        where T : class, ILoggingAdapter => typeof(T) == typeof(SerilogLoggingAdapter)
            ? new SerilogLoggingAdapter(system.EventStream, logSource, logType)
            : (T)Activator.CreateInstance(typeof(T), system.EventStream, logSource, logType);
}
