using Akka.Actor;

namespace Akka.TestKit;

/// <summary>The actor behind a test or a probe: queues what it gets, answers by its auto pilot, watches and spawns on request.</summary>
internal sealed class TestActorBehavior(MessageQueue queue) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _supervision = new();
    private TestActor.Ignore _ignore;
    private AutoPilot _pilot;

    protected override SupervisorStrategy SupervisorStrategy() => _supervision;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set:
                _ignore = set.Ignore;
                return true;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                return true;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                return true;
            case TestActor.SetAutoPilot set:
                _pilot = set.AutoPilot;
                return true;
            case TestActor.Spawn spawn:
                var child = spawn.Apply(Context);
                if (spawn._supervisorStrategy.HasValue)
                    _supervision.Update(child, spawn._supervisorStrategy.Value);
                queue.Add(new RealMessageEnvelope(child, Self));
                return true;
        }

        if (_pilot is not null and not NoAutoPilot)
        {
            var next = _pilot.Run(Sender, message);
            if (next is not KeepRunning)
                _pilot = next;
        }

        if (_ignore is null || !_ignore(message))
            queue.Add(new RealMessageEnvelope(message, Sender));
        return true;
    }
}
