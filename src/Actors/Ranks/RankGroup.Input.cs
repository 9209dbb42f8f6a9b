using Akka.Actor;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>The head rank's stdin: pieces come from a driver, the next when the one before is in the pipe.</summary>
internal sealed partial class RankGroup
{
    private long _inputTaken;
    private long _inputWritten;
    private bool _inputClosed;
    private IActorRef _inputFrom = ActorRefs.Nobody;

    private void ReceiveInput()
    {
        Receive<PutInput>(OnPutInput);
        Receive<GroupNews.InputWritten>(written =>
        {
            (_inputWritten, _inputClosed) = (written.Total, _inputClosed || written.Closed);
            AnswerInput();
        });
    }

    private void OnPutInput(PutInput put)
    {
        if (!_inputClosed && put.Offset == _inputTaken && (put.Data.Length > 0 || put.End))
        {
            _inputFrom = Sender;
            _inputTaken += put.Data.Length;
            _io.Write(_number, put.Data.Memory, put.End);
            return;
        }
        // Sent again, or out of order: the answer says what is wanted. While the pipe is full that is the piece that was just sent.
        var full = !_inputClosed && _inputWritten < _inputTaken;
        Sender.Tell(new InputTaken { Key = Key, Next = full ? put.Offset : _inputTaken, Closed = _inputClosed }, Self);
    }

    private void AnswerInput()
    {
        _inputFrom.Tell(new InputTaken { Key = Key, Next = _inputTaken, Closed = _inputClosed }, Self);
        _inputFrom = ActorRefs.Nobody;
    }
}
