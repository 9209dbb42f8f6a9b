using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    private void LoadExtensions()
    {
        foreach (string name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = ConfiguredType.Find(name);
            if (type == null || !typeof(IExtensionId).IsAssignableFrom(type))
            {
                Log.Error("[{0}] is not an 'ExtensionId', skipping...", name);
                continue;
            }
            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type));
            }
            catch (Exception e)
            {
                Log.Error(e, "While trying to load extension [{0}], skipping...", name);
            }
        }
    }

    public override object RegisterExtension(IExtensionId extension)
    {
        if (extension == null) return null;
        // Lazy: two callers at once make one extension, and an extension may ask for others while it is made.
        var lazy = _extensions.GetOrAdd(extension.ExtensionType, static (_, state) => new Lazy<object>(() => state.extension.CreateExtension(state.system)), (extension, system: this));
        try
        {
            return lazy.Value;
        }
        catch
        {
            _extensions.TryRemove(new KeyValuePair<Type, Lazy<object>>(extension.ExtensionType, lazy));
            throw;
        }
    }

    public override object GetExtension(IExtensionId extensionId)
    {
        TryGetExtension(extensionId.ExtensionType, out object extension);
        return extension;
    }

    public override T GetExtension<T>()
    {
        TryGetExtension<T>(out var extension);
        return extension;
    }

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var lazy) ? lazy.Value : null;
        return extension != null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        bool found = TryGetExtension(typeof(T), out object value);
        extension = (T)value;
        return found;
    }

    public override bool HasExtension(Type type) => typeof(IExtension).IsAssignableFrom(type) && _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));
}
