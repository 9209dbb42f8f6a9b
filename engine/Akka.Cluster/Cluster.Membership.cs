using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>Joining, leaving, downing, and who wants to hear of it.</summary>
public partial class Cluster
{
    private readonly object _pendingLock = new();
    private readonly HashSet<TaskCompletionSource> _pendingJoins = [];
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Join(Address address) => _daemon.Tell(new JoinTo(FillLocal(address)));

    public Task JoinAsync(Address address, CancellationToken token = default) => UntilUp(() => Join(address), token);

    public void JoinSeedNodes(IEnumerable<Address> seedNodes) => _daemon.Tell(new JoinSeedNodesCommand([.. seedNodes.Select(FillLocal)]));

    public Task JoinSeedNodesAsync(IEnumerable<Address> seedNodes, CancellationToken token = default)
    {
        var seeds = seedNodes.ToArray();
        return UntilUp(() => JoinSeedNodes(seeds), token);
    }

    public void Leave(Address address)
    {
        var full = FillLocal(address);
        if (full.Equals(SelfAddress))
            LeaveSelf();
        else
            _daemon.Tell(new LeaveCommand(full));
    }

    public Task LeaveAsync()
    {
        LeaveSelf();
        return _left.Task;
    }

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        LeaveSelf();
        return _left.Task.WaitAsync(cancellationToken);
    }

    public void Down(Address address) => _daemon.Tell(new DownCommand(FillLocal(address)));

    public void RegisterOnMemberUp(Action callback) => _daemon.Tell(new RegisterCallback(callback, MemberStatus.Up));

    public void RegisterOnMemberRemoved(Action callback)
    {
        if (IsTerminated)
            callback();
        else
            _daemon.Tell(new RegisterCallback(callback, MemberStatus.Removed));
    }

    public void Subscribe(IActorRef subscriber, params Type[] to) =>
        Subscribe(subscriber, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, to);

    public void Subscribe(IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)
    {
        if (to.Length == 0)
            throw new ArgumentException("At least one type of event is needed to subscribe to", nameof(to));
        foreach (var type in to)
        {
            if (!typeof(ClusterEvent.IClusterDomainEvent).IsAssignableFrom(type))
                throw new ArgumentException($"[{type}] is no IClusterDomainEvent", nameof(to));
        }
        _daemon.Tell(new EventPublisher.Subscribe(subscriber, initialStateMode, [.. to]));
    }

    public void Unsubscribe(IActorRef subscriber) => _daemon.Tell(new EventPublisher.Unsubscribe(subscriber, null));

    public void Unsubscribe(IActorRef subscriber, Type to) => _daemon.Tell(new EventPublisher.Unsubscribe(subscriber, to));

    public void SendCurrentClusterState(IActorRef receiver) => _daemon.Tell(new EventPublisher.SendCurrentState(receiver));

    private void LeaveSelf()
    {
        if (IsTerminated)
        {
            _left.TrySetResult();
            return;
        }
        RegisterOnMemberRemoved(() => _left.TrySetResult());
        _daemon.Tell(new LeaveCommand(SelfAddress));
    }

    private Task UntilUp(Action join, CancellationToken token)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_pendingLock)
            _pendingJoins.Add(up);
        if (token.CanBeCanceled)
        {
            var registration = token.Register(() => up.TrySetException(new ClusterJoinFailedException("Joining was cancelled before this node was Up")));
            up.Task.ContinueWith(_ => registration.Dispose(), TaskScheduler.Default);
        }
        if (IsTerminated)
            CompletePending(new ClusterJoinFailedException("The cluster extension has shut down; a node that has left joins again as a new actor system"));
        else
        {
            RegisterOnMemberUp(() => up.TrySetResult());
            join();
        }
        return up.Task;
    }

    internal void CompletePending(Exception failure)
    {
        lock (_pendingLock)
        {
            foreach (var pending in _pendingJoins)
                pending.TrySetException(failure);
            _pendingJoins.Clear();
        }
        _left.TrySetResult();
    }

    /// <summary>An address without a host means this system's own.</summary>
    private Address FillLocal(Address address) => address.HasLocalScope ? SelfAddress : address;
}

/// <summary>A join that did not come to an end as a member.</summary>
public class ClusterJoinFailedException : AkkaException
{
    public ClusterJoinFailedException(string message)
        : base(message)
    {
    }

    protected ClusterJoinFailedException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }
}
