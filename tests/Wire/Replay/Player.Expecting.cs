namespace Engine.Wire.Tests.Replay;

/// <summary>States of our node that the recording presumes.</summary>
public sealed partial class Player
{
    private const int ExpectedWithinMs = 2_000;

    private readonly List<(string What, Func<bool> Condition)> _expectations = new();

    internal void Require(string what, Func<bool> condition)
    {
        if (!HoldUntil(condition))
            Problem($"not so: {what} {_script.Seen(_node)}");
    }

    internal void Expect(string what, Func<bool> condition)
    {
        if (condition())
            return;
        var expectation = (what, condition);
        _expectations.Add(expectation);
        After(ExpectedWithinMs, () =>
        {
            if (_expectations.Remove(expectation))
                Require(what, condition);
        });
    }

    /// <summary>A state that passes by is met all the same.</summary>
    private void CheckExpectations() => _expectations.RemoveAll(e => e.Condition());
}
