using Akka.Remote.Associations;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class SystemBufferTests
{
    private const ulong None = ulong.MaxValue;

    [Fact]
    public void Nothing_received_is_acknowledged_as_minus_one()
    {
        new SystemReceiveBuffer<int>(100).Acknowledge().CumulativeAck.ShouldBe(None);
    }

    [Theory]
    [InlineData(new ulong[] { 0, 1, 2 }, new ulong[] { 0, 1, 2 }, 2UL, new ulong[0])]
    [InlineData(new ulong[] { 0, 0, 1, 1 }, new ulong[] { 0, 1 }, 1UL, new ulong[0])]
    [InlineData(new ulong[] { 0, 2 }, new ulong[] { 0 }, 2UL, new ulong[] { 1 })]
    [InlineData(new ulong[] { 0, 3, 1 }, new ulong[] { 0, 1 }, 3UL, new ulong[] { 2 })]
    [InlineData(new ulong[] { 2, 1, 0 }, new ulong[] { 0, 1, 2 }, 2UL, new ulong[0])]
    [InlineData(new ulong[] { 1 }, new ulong[0], 1UL, new ulong[] { 0 })]
    public void Messages_are_delivered_in_order_and_gaps_are_told(ulong[] received, ulong[] delivered, ulong cumulativeAck, ulong[] nacks)
    {
        var buffer = new SystemReceiveBuffer<ulong>(100);
        var ready = new List<ulong>();
        foreach (var seq in received)
            buffer.Receive(seq, seq, ready);

        ready.ShouldBe(delivered);
        buffer.Acknowledge().CumulativeAck.ShouldBe(cumulativeAck);
        (buffer.Acknowledge().Nacks ?? []).ShouldBe(nacks);
    }

    [Fact]
    public void A_number_beyond_the_window_is_refused_and_changes_nothing()
    {
        var buffer = new SystemReceiveBuffer<int>(10);
        var ready = new List<int>();
        buffer.Receive(11, 1, ready).ShouldBe(ReceiveOutcome.OutOfWindow);
        buffer.Receive(None - 1, 1, ready).ShouldBe(ReceiveOutcome.OutOfWindow);
        buffer.Acknowledge().CumulativeAck.ShouldBe(None);
        ready.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_acknowledged_is_forgotten_and_what_is_missing_is_sent_again()
    {
        var buffer = new SystemSendBuffer(100);
        for (byte i = 0; i < 14; i++)
            buffer.Add([i]);
        var resend = new List<byte[]>();

        buffer.TryAcknowledge(11, null, resend).ShouldBeTrue();
        resend.ShouldBeEmpty();
        buffer.Count.ShouldBe(2);

        buffer.TryAcknowledge(13, [12], resend).ShouldBeTrue();
        resend.Select(f => f[0]).ShouldBe(new byte[] { 12 });
        buffer.Count.ShouldBe(1);

        buffer.TryAcknowledge(13, null, resend).ShouldBeTrue();
        buffer.Count.ShouldBe(0);
    }

    [Fact]
    public void Minus_one_acknowledges_nothing_and_a_future_number_is_a_lie()
    {
        var buffer = new SystemSendBuffer(100);
        buffer.Add([0]);
        var resend = new List<byte[]>();
        buffer.TryAcknowledge(None, null, resend).ShouldBeTrue();
        buffer.Count.ShouldBe(1);
        buffer.TryAcknowledge(1, null, resend).ShouldBeFalse();
    }

    [Fact]
    public void Over_a_lossy_reordering_link_every_message_arrives_once_and_in_order()
    {
        Prop.ForAll<int, byte>((seed, size) => Delivers(seed, size % 60 + 1)).QuickCheckThrowOnFailure();
    }

    private static bool Delivers(int seed, int count)
    {
        var random = new Random(seed);
        var send = new SystemSendBuffer(1000);
        var receive = new SystemReceiveBuffer<byte>(1000);
        var delivered = new List<byte>();
        for (var i = 0; i < count; i++)
            send.Add([(byte)i]);
        for (var round = 0; round < 1000 && send.Count > 0; round++)
        {
            var frames = new List<byte[]>();
            send.Unacked(200, frames);
            foreach (var frame in frames.OrderBy(_ => random.Next()).Where(_ => random.Next(3) > 0))
                receive.Receive(frame[0], frame[0], delivered);
            var ack = receive.Acknowledge();
            if (random.Next(4) > 0)
                send.TryAcknowledge(ack.CumulativeAck, ack.Nacks, []).ShouldBeTrue();
        }
        return delivered.SequenceEqual(Enumerable.Range(0, count).Select(i => (byte)i));
    }

    [Fact]
    public void More_gaps_than_an_acknowledgement_holds_are_reported_in_parts_and_none_is_taken_for_received()
    {
        var received = new SystemReceiveBuffer<int>(20_000);
        var ready = new List<int>();
        for (ulong seq = 1; seq < 10_000; seq += 2)
            received.Receive(seq, 0, ready).ShouldBe(ReceiveOutcome.Gap);
        var ack = received.Acknowledge();
        ack.Nacks.Length.ShouldBe(1024);
        ack.CumulativeAck.ShouldBe(2047UL);

        var sent = new SystemSendBuffer(20_000);
        for (var i = 0; i < 10_000; i++)
            sent.Add([]);
        var resend = new List<byte[]>();
        sent.TryAcknowledge(ack.CumulativeAck, ack.Nacks, resend).ShouldBeTrue();
        resend.Count.ShouldBe(1024);
        sent.Count.ShouldBe(10_000 - 1024);
    }
}
