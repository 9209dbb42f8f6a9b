using System;
using System.Collections.Generic;
using System.Linq;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Routing;

/// <summary>Decides when a pool changes its size, and by how much.</summary>
public abstract class Resizer
{
    /// <summary>Asked for each message; <paramref name="messageCounter"/> starts at 0, when the pool is created.</summary>
    public abstract bool IsTimeForResize(long messageCounter);

    /// <summary>How many routees to add, or to stop when negative.</summary>
    public abstract int Resize(IEnumerable<Routee> currentRoutees);

    /// <summary>The resizer of a deployment, or null where none is enabled.</summary>
    public static Resizer FromConfig(Config parentConfig)
    {
        var resizer = parentConfig.GetConfig("resizer");
        return resizer is not null && resizer.GetBoolean("enabled") ? DefaultResizer.FromConfig(resizer) : null;
    }
}

/// <summary>Grows with the number of busy routees and shrinks when few of them are busy.</summary>
public class DefaultResizer : Resizer, IEquatable<DefaultResizer>
{
    public DefaultResizer(
        int lower,
        int upper,
        int pressureThreshold = 1,
        double rampupRate = 0.2,
        double backoffThreshold = 0.3,
        double backoffRate = 0.1,
        int messagesPerResize = 10)
    {
        if (lower < 0)
            throw new ArgumentException($"lower-bound must be at least 0, it is {lower}.", nameof(lower));
        if (upper < 0)
            throw new ArgumentException($"upper-bound must be at least 0, it is {upper}.", nameof(upper));
        if (upper < lower)
            throw new ArgumentException($"upper-bound ({upper}) must not be below lower-bound ({lower}).", nameof(upper));
        if (rampupRate < 0.0)
            throw new ArgumentException($"rampup-rate must be at least 0.0, it is {rampupRate}.", nameof(rampupRate));
        if (backoffThreshold > 1.0)
            throw new ArgumentException($"backoff-threshold must be at most 1.0, it is {backoffThreshold}.", nameof(backoffThreshold));
        if (backoffRate < 0.0)
            throw new ArgumentException($"backoff-rate must be at least 0.0, it is {backoffRate}.", nameof(backoffRate));
        if (messagesPerResize <= 0)
            throw new ArgumentException($"messages-per-resize must be positive, it is {messagesPerResize}.", nameof(messagesPerResize));
        LowerBound = lower;
        UpperBound = upper;
        PressureThreshold = pressureThreshold;
        RampupRate = rampupRate;
        BackoffThreshold = backoffThreshold;
        BackoffRate = backoffRate;
        MessagesPerResize = messagesPerResize;
    }

    public int LowerBound { get; set; }

    public int UpperBound { get; set; }

    public int PressureThreshold { get; }

    public double RampupRate { get; }

    public double BackoffThreshold { get; }

    public double BackoffRate { get; }

    public int MessagesPerResize { get; }

    public new static DefaultResizer FromConfig(Config resizerConfig) => new(
        resizerConfig.GetInt("lower-bound", 1),
        resizerConfig.GetInt("upper-bound", 10),
        resizerConfig.GetInt("pressure-threshold", 1),
        resizerConfig.GetDouble("rampup-rate", 0.2),
        resizerConfig.GetDouble("backoff-threshold", 0.3),
        resizerConfig.GetDouble("backoff-rate", 0.1),
        resizerConfig.GetInt("messages-per-resize", 10));

    public override bool IsTimeForResize(long messageCounter) => messageCounter % MessagesPerResize == 0;

    public override int Resize(IEnumerable<Routee> currentRoutees) => Capacity(currentRoutees);

    /// <summary>The change that keeps the pool between its bounds and follows the pressure.</summary>
    public int Capacity(IEnumerable<Routee> currentRoutees)
    {
        var routees = currentRoutees as IReadOnlyCollection<Routee> ?? currentRoutees.ToArray();
        var size = routees.Count;
        var wanted = size + Filter(Pressure(routees), size);
        return Math.Max(Math.Min(wanted, UpperBound), LowerBound) - size;
    }

    /// <summary>How many routees count as busy.</summary>
    public int Pressure(IEnumerable<Routee> currentRoutees) => currentRoutees.Count(IsUnderPressure);

    /// <summary>The change that the pressure asks for, bounds aside.</summary>
    public int Filter(int pressure, int capacity) => Rampup(pressure, capacity) + Backoff(pressure, capacity);

    public int Rampup(int pressure, int capacity) => pressure < capacity ? 0 : (int)Math.Ceiling(RampupRate * capacity);

    public int Backoff(int pressure, int capacity)
    {
        var shrinks = BackoffThreshold > 0.0 && BackoffRate > 0.0 && capacity > 0 && (double)pressure / capacity < BackoffThreshold;
        return shrinks ? (int)Math.Floor(-1.0 * BackoffRate * capacity) : 0;
    }

    private bool IsUnderPressure(Routee routee) =>
        routee is ActorRefRoutee { Actor: ActorRefWithCell { Underlying: { } cell } } && PressureThreshold switch
        {
            1 => cell.HasMessages,
            < 1 => cell is not ActorCell local || local.CurrentMessage is not null,
            _ => cell.NumberOfMessages >= PressureThreshold,
        };

    public bool Equals(DefaultResizer other) => other is not null
        && LowerBound == other.LowerBound
        && UpperBound == other.UpperBound
        && PressureThreshold == other.PressureThreshold
        && RampupRate.Equals(other.RampupRate)
        && BackoffThreshold.Equals(other.BackoffThreshold)
        && BackoffRate.Equals(other.BackoffRate)
        && MessagesPerResize == other.MessagesPerResize;

    public override bool Equals(object obj) => obj is DefaultResizer other && Equals(other);

    public override int GetHashCode() =>
        HashCode.Combine(PressureThreshold, RampupRate, BackoffThreshold, BackoffRate, MessagesPerResize);
}
