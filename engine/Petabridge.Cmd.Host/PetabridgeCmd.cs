using Akka.Actor;

namespace Petabridge.Cmd.Host;

/// <summary>The administration door of an actor system: register palettes, then start. pbm connects to it over TCP.</summary>
public sealed class PetabridgeCmd : IExtension
{
    private readonly List<CommandPaletteHandler> _handlers = [];
    private readonly ExtendedActorSystem _system;
    private bool _started;

    internal PetabridgeCmd(ExtendedActorSystem system)
    {
        _system = system;
        RegisterCommandPalette(new ActorPaletteHandler());
        RegisterCommandPalette(new LogPaletteHandler());
    }

    /// <summary>The actor system this belongs to.</summary>
    public ActorSystem Sys => _system;

    public static PetabridgeCmd Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<PetabridgeCmd, PetabridgeCmdProvider>();
    }

    /// <summary>False when a palette of this name is registered already, or the door is open.</summary>
    public bool RegisterCommandPalette(CommandPaletteHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_handlers)
        {
            if (_started || _handlers.Exists(h => h.Palette.ModuleName == handler.Palette.ModuleName))
                return false;
            _handlers.Add(handler);
        }
        handler.OnRegister(this);
        return true;
    }

    /// <summary>Opens the door at petabridge.cmd.host and petabridge.cmd.port.</summary>
    public void Start()
    {
        lock (_handlers)
        {
            if (_started)
                return;
            _started = true;
            _system.ActorOf(Server.Props([.. _handlers], ServerSettings.Of(_system.Settings.Config)), "petabridge.cmd");
        }
    }
}

/// <summary>Creates <see cref="PetabridgeCmd"/>.</summary>
public sealed class PetabridgeCmdProvider : ExtensionIdProvider<PetabridgeCmd>
{
    public override PetabridgeCmd CreateExtension(ExtendedActorSystem system) => new(system);
}
