using System.CommandLine;

namespace Muster.Driver.Verbs;

/// <summary>Verbs that the entry script of a checkout takes itself; here they are only listed, and answered when they come this far.</summary>
internal static class CheckoutVerb
{
    public static Command Build(string name, string description)
    {
        var words = new Argument<string[]>("words") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var command = new Command(name, description) { words };
        command.SetAction(int (ParseResult _) => throw Refusal.Before($"`{name}` needs a checkout of the source: run ./muster {name} there."));
        return command;
    }
}
