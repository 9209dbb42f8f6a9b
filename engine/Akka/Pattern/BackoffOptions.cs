using Akka.Actor;

namespace Akka.Pattern;

/// <summary>When a backoff supervisor forgets its restarts: by itself after a while, or when told.</summary>
public interface IBackoffReset
{
}

internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;

internal sealed record ManualReset : IBackoffReset;

/// <summary>Starts the options of a backoff supervisor.</summary>
public static class Backoff
{
    [Obsolete("Use the overload with maxNrOfRetries.")]
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailure(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>For a child that is to be made again some time after it failed.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Of(true, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    [Obsolete("Use the overload with maxNrOfRetries.")]
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnStop(childProps, childName, minBackoff, maxBackoff, randomFactor, -1);

    /// <summary>For a child that is to be made again some time after it stopped.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        Of(false, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);

    private static BackoffPlan Of(bool onFailure, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) => new()
    {
        OnFailure = onFailure,
        ChildProps = childProps,
        ChildName = childName,
        MinBackoff = minBackoff,
        MaxBackoff = maxBackoff,
        RandomFactor = randomFactor,
        Strategy = new OneForOneStrategy(SupervisorStrategy.DefaultDecider).WithMaxNrOfRetries(maxNrOfRetries),
    };
}

/// <summary>How a backoff supervisor treats its child; each method returns changed options.</summary>
public abstract class BackoffOptions
{
    protected BackoffOptions()
    {
    }

    internal abstract Props Props { get; }

    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    public abstract BackoffOptions WithDefaultStoppingStrategy();

    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

internal sealed class BackoffPlan : BackoffOptions
{
    internal bool OnFailure { get; init; }

    internal Props ChildProps { get; init; }

    internal string ChildName { get; init; }

    internal TimeSpan MinBackoff { get; init; }

    internal TimeSpan MaxBackoff { get; init; }

    internal double RandomFactor { get; init; }

    internal IBackoffReset Reset { get; private set; }

    internal OneForOneStrategy Strategy { get; set; }

    internal object ReplyWhileStopped { get; private set; }

    internal Func<object, bool> FinalStopMessage { get; private set; }

    internal override Props Props
    {
        get
        {
            Check();
            var plan = this;
            var reset = Reset ?? new AutoReset(MinBackoff);
            return OnFailure
                ? Actor.Props.Create(() => new BackoffOnRestartSupervisor(plan, reset))
                : Actor.Props.Create(() => new BackoffSupervisor(
                    plan.ChildProps, plan.ChildName, plan.MinBackoff, plan.MaxBackoff, reset, plan.RandomFactor, plan.Strategy, plan.ReplyWhileStopped, plan.FinalStopMessage));
        }
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(copy => copy.Reset = new AutoReset(resetBackoff));

    public override BackoffOptions WithManualReset() => With(static copy => copy.Reset = new ManualReset());

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => With(copy => copy.Strategy = supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        With(static copy => copy.Strategy = SupervisorStrategy.StoppingStrategy.WithMaxNrOfRetries(copy.Strategy.MaxNumberOfRetries));

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => With(copy => copy.Strategy = copy.Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => With(copy => copy.ReplyWhileStopped = replyWhileStopped);

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => With(copy => copy.FinalStopMessage = isFinalStopMessage);

    private BackoffPlan With(Action<BackoffPlan> change)
    {
        var copy = (BackoffPlan)MemberwiseClone();
        change(copy);
        return copy;
    }

    private void Check()
    {
        if (MinBackoff <= TimeSpan.Zero)
            throw new ArgumentException($"The least backoff must be positive, not {MinBackoff}.", nameof(MinBackoff));
        if (MaxBackoff < MinBackoff)
            throw new ArgumentException($"The longest backoff, {MaxBackoff}, is shorter than the least, {MinBackoff}.", nameof(MaxBackoff));
        if (RandomFactor is < 0.0 or > 1.0)
            throw new ArgumentException($"The random factor must lie between 0.0 and 1.0, not at {RandomFactor}.", nameof(RandomFactor));
        if (Reset is AutoReset auto && (auto.ResetBackoff < MinBackoff || auto.ResetBackoff > MaxBackoff))
            throw new ArgumentException($"Restarts must be forgotten after a time between {MinBackoff} and {MaxBackoff}, not {auto.ResetBackoff}.", nameof(Reset));
    }
}
