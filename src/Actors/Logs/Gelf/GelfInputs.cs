using Akka.Actor;

namespace Muster.Actors.Logs.Gelf;

/// <summary>The inputs of a host, an actor each: one that fails is started again and does not touch the others.</summary>
public sealed class GelfInputs : ReceiveActor
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(2);

    private readonly List<IActorRef> _inputs = [];

    /// <summary>Use <see cref="Props"/>.</summary>
    public GelfInputs(GelfSettings settings, IActorRef aggregator)
    {
        foreach (var input in settings.Inputs.Where(i => i.Transport != GelfTransport.Tls || settings.Certificate is not null))
            _inputs.Add(Context.ActorOf(GelfInput.Props(input, settings, aggregator), $"{input.Transport}-{input.Port}-{_inputs.Count}".ToLowerInvariant()));
        Receive<GetGelfInputs>(ask => Task.WhenAll(_inputs.Select(i => i.Ask<GelfInputState>(ask, AskPatience)))
            .PipeTo(Sender, success: states => new GelfInputsState(states)));
        Receive<DrainGelf>(drain =>
        {
            var patience = drain.Patience + AskPatience + AskPatience + AskPatience + AskPatience;
            Task.WhenAll(_inputs.Select(i => i.Ask<GelfDrained>(drain, patience))).PipeTo(Sender, success: all => new GelfDrained(all.Sum(d => d.Unstored)));
        });
    }

    /// <summary>How to create it.</summary>
    /// <param name="settings">Which inputs.</param>
    /// <param name="aggregator">Takes LogRecords, answers LogsStored or LogsRefused.</param>
    public static Props Props(GelfSettings settings, IActorRef aggregator) => Akka.Actor.Props.Create(() => new GelfInputs(settings, aggregator));
}
