using System.Globalization;
using Akka.Actor;
using Muster.Messages.Workflow;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Muster.Actors.Administration;

/// <summary>The palette node.</summary>
public sealed class NodeCommands : CommandPaletteHandler
{
    private static readonly CommandPalette NodePalette = new("node",
    [
        new CommandDefinitionBuilder().WithName("list").WithDescription("Every node with its slots.").Build(),
        new CommandDefinitionBuilder().WithName("drain").WithDescription("No new ranks on a node; those that run go on.").WithArgument(Node).Build(),
        new CommandDefinitionBuilder().WithName("resume").WithDescription("New ranks on a drained node again.").WithArgument(Node).Build(),
    ]);

    /// <summary>Creates it.</summary>
    public NodeCommands()
        : base(NodePalette)
    {
    }

    /// <inheritdoc/>
    public override Props HandlerProps => Props.Create(() => new Handler());

    private static void Node(CommandArgumentBuilder argument) =>
        argument.WithName("node").WithSwitch("-n").WithSwitch("--node").WithDescription("name of the node").IsMandatory(true);

    private sealed class Handler : WorkflowCommandHandler
    {
        public Handler()
            : base(NodePalette)
        {
            Process("list", _ => Ask<Nodes>(new GetNodes(), Sender, nodes => string.Join('\n', nodes.Nodes_.Select(Line).Append($"Count: {nodes.Nodes_.Count} nodes"))));
            Process("drain", (_, arguments) => Drain(arguments, resume: false));
            Process("resume", (_, arguments) => Drain(arguments, resume: true));
        }

        private void Drain(CommandArguments arguments, bool resume) => Ask<NodeDrained>(
            new DrainNode { Node = arguments.ArgumentValues("node").First(), Resume = resume },
            Sender,
            drained => drained.Drained ? $"{drained.Node} is drained; {drained.Ranks} ranks run there" : $"{drained.Node} takes ranks again");

        private static string Line(NodeInfo node) => string.Create(
            CultureInfo.InvariantCulture,
            $"{node.Node} | {node.Address} | [{string.Join(", ", node.Roles)}] | {(node.Drained ? "drained" : node.State.ToString().ToLowerInvariant())} | {node.SlotsUsed} of {node.Slots} slots");
    }
}
