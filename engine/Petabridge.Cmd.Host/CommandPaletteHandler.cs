using Akka.Actor;

namespace Petabridge.Cmd.Host;

/// <summary>A palette with the actor that carries its commands out; one actor is made for every connection.</summary>
public abstract class CommandPaletteHandler
{
    protected CommandPaletteHandler(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        Palette = palette;
    }

    public CommandPalette Palette { get; }

    public abstract Props HandlerProps { get; }

    /// <summary>Called once, before the door opens.</summary>
    public virtual void OnRegister(PetabridgeCmd plugin)
    {
    }
}
