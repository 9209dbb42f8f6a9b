using System.Globalization;
using Akka.Actor;
using Muster.Actors.Store;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Ranks;

/// <summary>
/// What the ranks of one attempt wrote, in the order it came: a file of frames, each a LineBatch with its unchanged bytes. Rank hosts send a batch again until they
/// hear that it is stored; what is stored already is not stored twice.
/// </summary>
public sealed class RunOutput : ReceiveActor, IWithTimers
{
    private const int PartBytes = 64 * 1024;
    private const int MostWaitMs = 30_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly List<FrameFile> _files = [];
    private readonly List<(FrameFile File, long Offset)> _frames = [];
    private readonly Dictionary<(int Rank, RankStream Stream), long> _cursors = [];
    private readonly List<(FollowOutput Follow, IActorRef Follower)> _waiting = [];
    private readonly RunKey _key;
    private readonly string _directory;
    private FrameFile? _own;
    private int _open;
    private bool _closed;

    /// <summary>Use <see cref="Props"/>.</summary>
    public RunOutput(string directory, RunKey key)
    {
        _key = key;
        _directory = directory;
        Directory.CreateDirectory(directory);
        for (var number = 0; PathOf(directory, key, number) is var path && File.Exists(path); number++)
        {
            var read = new List<(long Offset, LineBatch Batch)>();
            var file = FrameFile.OpenRead(path, long.MaxValue, (offset, payload) => read.Add((offset, LineBatch.Parser.ParseFrom(payload))));
            _files.Add(file);
            foreach (var (offset, batch) in read)
                Note(file, offset, batch);
        }
        Receive<LineBatch>(OnBatch);
        Receive<FollowOutput>(OnFollow);
        Receive<CloseResult>(_ =>
        {
            _closed = true;
            AnswerWaiting();
        });
        Receive<Late>(late =>
        {
            if (_waiting.RemoveAll(w => ReferenceEquals(w.Follow, late.Follow)) > 0)
                late.Follower.Tell(Read(late.Follow));
        });
        Receive<ReceiveTimeout>(_ => Context.Stop(Self), _ => _closed && _waiting.Count == 0);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to create it.</summary>
    public static Props Props(string directory, RunKey key) => Akka.Actor.Props.Create(() => new RunOutput(directory, key));

    /// <summary>A file of an attempt. Each has one writer in its life: whoever takes over begins the next.</summary>
    public static string PathOf(string directory, RunKey key, int number = 0) =>
        Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"output-{key.Run}-{key.Attempt}.{number}.frames"));

    /// <inheritdoc />
    protected override void PreStart() => SetReceiveTimeout(Idle);

    /// <inheritdoc />
    protected override void PostStop() => _files.ForEach(f => f.Dispose());

    private void OnBatch(LineBatch batch)
    {
        var cursor = _cursors.GetValueOrDefault((batch.Rank, batch.Stream));
        // A gap is closed by the rank host, which sends everything not yet stored again.
        if (batch.Number == cursor + 1)
        {
            var file = _own ??= Create();
            Note(file, file.Append(Google.Protobuf.MessageExtensions.ToByteArray(batch)), batch);
            cursor++;
            AnswerWaiting();
        }
        if (batch.Number <= cursor)
            Sender.Tell(new Stored { Key = _key, Rank = batch.Rank, Stream = batch.Stream, Number = cursor, Output = true });
    }

    private FrameFile Create()
    {
        for (var number = _files.Count; ; number++)
            if (FrameFile.TryCreate(PathOf(_directory, _key, number)) is { } file)
            {
                _files.Add(file);
                return file;
            }
    }

    private void Note(FrameFile file, long offset, LineBatch batch)
    {
        if (_cursors.TryAdd((batch.Rank, batch.Stream), batch.Number))
            _open++;
        _cursors[(batch.Rank, batch.Stream)] = batch.Number;
        if (batch.End)
            _open--;
        _frames.Add((file, offset));
    }

    private void OnFollow(FollowOutput follow)
    {
        _closed |= follow.Over;
        if (follow.From < _frames.Count || follow.WaitMs <= 0 || Complete)
        {
            Sender.Tell(Read(follow));
            return;
        }
        _waiting.Add((follow, Sender));
        Timers.StartSingleTimer(follow, new Late(follow, Sender), TimeSpan.FromMilliseconds(Math.Min(follow.WaitMs, MostWaitMs)));
    }

    // The run is over, and every stream's end mark is here: a rank host holds its report back until then.
    private bool Complete => _closed && _open == 0;

    private void AnswerWaiting()
    {
        foreach (var (follow, follower) in _waiting.ToArray())
        {
            if (follow.From >= _frames.Count && !Complete)
                continue;
            Timers.Cancel(follow);
            _waiting.RemoveAll(w => ReferenceEquals(w.Follow, follow));
            follower.Tell(Read(follow));
        }
    }

    private OutputPart Read(FollowOutput follow)
    {
        var part = new OutputPart { Run = _key.Run, Attempt = _key.Attempt };
        var at = Math.Max(0, follow.From);
        for (var bytes = 0; at < _frames.Count; at++)
        {
            var batch = LineBatch.Parser.ParseFrom(_frames[(int)at].File.ReadAt(_frames[(int)at].Offset));
            bytes += batch.Data.Length + 16;
            if (part.Pieces.Count > 0 && bytes > PartBytes)
                break;
            part.Pieces.Add(new OutputPiece { Rank = batch.Rank, Stream = batch.Stream, Data = batch.Data, SplitLine = batch.SplitLine, CutLine = batch.CutLine, End = batch.End });
        }
        part.Next = at;
        part.Complete = Complete && at >= _frames.Count;
        return part;
    }

    private sealed record Late(FollowOutput Follow, IActorRef Follower);
}
