using Akka.Remote.Serialization.Proto;
using Google.Protobuf;

namespace Engine.Wire.Tests.Replay;

/// <summary>What our node says, and whether it should.</summary>
public sealed partial class Player
{
    private void Heard(PlayedConnection connection, FrameContent content)
    {
        if (content.IsSystemMessage && !connection.Hear(content.Envelope!.Seq))
            return;
        if (!_script.IsPeriodic(content.Key))
        {
            Match(connection, content);
            return;
        }
        _periodicSeen.Add(content.Key);
        LearnSender(connection, content);
        if (content.Envelope != null && _script.AnswerPeriodic(content.Key, content.Envelope, connection.Peer(_plan.Node)) is { } answer)
            connection.Send(answer.ToByteArray());
    }

    /// <summary>A frame that is matched by kind only still tells which of our actors stands for which of the recorded ones.</summary>
    private void LearnSender(PlayedConnection connection, FrameContent content)
    {
        if (content.Envelope?.Sender is not { } sender)
            return;
        foreach (var expected in connection.Expected)
        {
            if (expected.Content.Key == content.Key && expected.Content.Envelope?.Sender is { } recorded && _bindings.Compare(recorded, sender) == null)
                return;
        }
    }

    /// <summary>Frames of one kind come in their recorded order; between kinds a small lead is nobody's fault.</summary>
    private void Match(PlayedConnection connection, FrameContent content)
    {
        string? difference = null;
        foreach (var expected in connection.Expected.Where(e => !e.Met && e.Content.Key == content.Key).Take(8))
        {
            var found = content.Container == null
                ? _bindings.Compare(expected.Content.Message, content.Message)
                : _bindings.Compare(Essence(expected.Content.Container!), Essence(content.Container));
            if (found != null)
            {
                difference ??= $"frame {expected.Frame.Number}: {found}";
                continue;
            }
            expected.Met = true;
            Compared++;
            return;
        }
        if (_script.MayAdd(content.Key))
            return;
        Problem(difference == null
            ? $"connection {connection.Planned.Id}: {content.Key} was said, not recorded (or once too often): {Shown(content)}"
            : $"connection {connection.Planned.Id}: {content.Key} differs from {difference}");
    }

    /// <summary>Acknowledgements ride on whatever leaves next, which is a matter of milliseconds.</summary>
    private static AckAndEnvelopeContainer Essence(AckAndEnvelopeContainer container) => new() { Envelope = container.Envelope };

    private void ReportMissing()
    {
        foreach (var connection in _plan.Connections)
        {
            if (!_connections.TryGetValue(connection.Id, out var played))
            {
                _problems.Add($"connection {connection.Id}, opened by {connection.OpenedBy}, never came");
                continue;
            }
            foreach (var missing in played.Expected.Where(e => !e.Met && !e.Optional(_script)))
                _problems.Add($"frame {missing.Frame.Number} ({missing.Frame.Kind}, step '{missing.Frame.Step}') was never said");
        }
        foreach (var key in _plan.Frames.Where(f => f.From == _plan.Node).Select(f => FrameContent.Parse(f.Payload).Key).Where(_script.IsPeriodic).Distinct())
            if (!_periodicSeen.Contains(key) && _script.MustAppear(key))
                _problems.Add($"not one {key} was said");
    }

    private static string Shown(FrameContent content)
    {
        var text = content.Message.Instruction?.ToString() ?? content.Container!.ToString();
        return text.Length > 400 ? text[..400] + "..." : text;
    }
}
