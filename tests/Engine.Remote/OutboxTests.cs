using Akka.Remote.Transport;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class OutboxTests
{
    private readonly Outbox _outbox = new();

    private AppendResult AppendUser(int size)
    {
        lock (_outbox.Lock)
        {
            var result = _outbox.Check(false, size);
            if (result != AppendResult.Appended)
                return result;
            _outbox.Reserve(false, size).Fill(1);
            return _outbox.Schedule() ? AppendResult.AppendedWake : AppendResult.Appended;
        }
    }

    [Fact]
    public void The_first_frame_wakes_the_transport_and_those_behind_it_do_not()
    {
        AppendUser(100).ShouldBe(AppendResult.AppendedWake);
        AppendUser(100).ShouldBe(AppendResult.Appended);
        _outbox.Append(true, new byte[8]).ShouldBe(AppendResult.Appended);
        while (_outbox.Take(out _) is { } chunk)
            _outbox.Return(chunk);
        AppendUser(100).ShouldBe(AppendResult.AppendedWake);
    }

    [Fact]
    public void Control_frames_leave_before_every_user_frame_that_waits()
    {
        for (var i = 0; i < 100; i++)
            AppendUser(2_000);
        _outbox.Append(true, new byte[] { 9, 9, 9 });
        var first = _outbox.Take(out _)!;
        first.Control.ShouldBeTrue();
        first.Span.ToArray().ShouldBe(new byte[] { 9, 9, 9 });
        _outbox.Return(first);
        // Between two chunks of user frames the control lane is looked at again.
        _outbox.Return(_outbox.Take(out _)!);
        _outbox.Append(true, new byte[] { 8 });
        _outbox.Take(out _)!.Control.ShouldBeTrue();
    }

    [Fact]
    public void Small_frames_are_batched_and_a_batch_stays_small_enough_to_be_overtaken()
    {
        for (var i = 0; i < 1_000; i++)
            AppendUser(200);
        var sizes = new List<int>();
        while (_outbox.Take(out _) is { } chunk)
        {
            sizes.Add(chunk.End);
            _outbox.Return(chunk);
        }
        sizes.Sum().ShouldBe(200_000);
        sizes.Count.ShouldBeLessThan(10);
        sizes.Max().ShouldBeLessThanOrEqualTo(64 * 1024);
    }

    [Fact]
    public void User_bytes_are_bounded_and_room_is_told_once_it_is_there()
    {
        while (AppendUser(1_000) != AppendResult.Full)
        {
        }
        _outbox.UserBytes.ShouldBeLessThanOrEqualTo(Outbox.UserLimit);
        _outbox.UserBytes.ShouldBeGreaterThan(Outbox.UserLimit - 2_000);
        _outbox.Append(true, new byte[8]).ShouldBe(AppendResult.Appended);

        var told = 0;
        while (_outbox.Take(out var drained) is { } chunk)
        {
            told += drained ? 1 : 0;
            _outbox.Return(chunk);
        }
        told.ShouldBe(1);
        _outbox.UserBytes.ShouldBe(0);
    }

    [Fact]
    public void A_frame_larger_than_the_bound_passes_when_nothing_else_waits()
    {
        AppendUser(Outbox.UserLimit + 1).ShouldBe(AppendResult.AppendedWake);
        AppendUser(1).ShouldBe(AppendResult.Full);
    }

    [Fact]
    public void Nothing_is_appended_to_an_ended_link()
    {
        _outbox.Discard();
        AppendUser(1).ShouldBe(AppendResult.Closed);
        _outbox.Append(true, new byte[1]).ShouldBe(AppendResult.Closed);
        _outbox.Take(out _).ShouldBeNull();
    }
}
