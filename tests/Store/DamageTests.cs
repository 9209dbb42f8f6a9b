using System.Text;
using Google.Protobuf;
using Muster.Actors.Store;
using Muster.Actors.Store.Catalogues;
using Muster.Messages.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

/// <summary>Files that were cut, changed or made of anything: nothing false is ever read, nothing is passed over in silence, and memory stays bounded.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Frames = 12;
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("MUSTER_TEST_SEED"), out var given) ? given : Environment.TickCount;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak" ? 100_000 : 2_000;

    private readonly TempDirectory _directory = new();
    private readonly Random _random = new(Seed);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_cut_at_any_byte_gives_the_frames_before_the_cut()
    {
        var (bytes, ends) = Whole();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var read = Read(bytes[..cut], out var damage);
            damage.ShouldBeNull();
            read.ShouldBe(Enumerable.Range(0, ends.Count(e => e <= cut)).Select(Payload), $"cut at {cut}");
        }
    }

    [Fact]
    public void A_changed_byte_is_found_wherever_it_is_and_never_gives_another_payload()
    {
        var (bytes, ends) = Whole();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            var read = Read(changed, out var damage);
            var hit = ends.Count(e => e <= at);
            read.ShouldBe(Enumerable.Range(0, hit).Select(Payload), $"byte {at}");
            if (hit < Frames - 1)
                damage.ShouldNotBeNull($"byte {at} of frame {hit} of {Frames}");
        }
    }

    [Fact]
    public void Bytes_of_any_kind_end_in_words_and_in_bounded_memory()
    {
        var (whole, _) = Whole();
        var path = _directory["f"];
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = round % 2 == 0 ? Noise() : Mutated(whole);
            File.WriteAllBytes(path, bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Read(path, out _);
            _ = FrameFile.TryReadFirst(path);
            var survey = FrameSurvey.Of(path);
            survey.Gaps.Sum(g => g.To - g.From).ShouldBeLessThanOrEqualTo(bytes.Length);
            // A frame may say that it expands to 16 MiB; no more than a few such are ever there.
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(128L * 1024 * 1024, $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void Logs_of_any_bytes_are_read_or_refused_in_words()
    {
        var header = new FileHeader { Kind = "test" };
        using (var log = FrameLog.TakeOver(_directory["log"], "seg", header, (_, _) => { }))
            for (var i = 0; i < Frames; i++)
                log.Append(Payload(i));
        var whole = File.ReadAllBytes(_directory["log.1.seg"]);
        for (var round = 0; round < Rounds / 4; round++)
        {
            File.WriteAllBytes(_directory["log.1.seg"], Mutated(whole));
            try
            {
                var read = new List<string>();
                FrameLog.OpenRead(_directory["log"], "seg", header, (_, payload) => read.Add(Encoding.UTF8.GetString(payload))).Dispose();
                read.ShouldBeSubsetOf(Enumerable.Range(0, Frames).Select(i => Encoding.UTF8.GetString(Payload(i))));
            }
            catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
            {
                e.Message.ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public void The_survey_of_a_damaged_file_finds_the_frames_behind_the_damage()
    {
        var (bytes, ends) = Whole();
        var path = _directory["f"];
        for (var at = (int)ends[4]; at < ends[6]; at++)
            bytes[at] = 0xA5;
        File.WriteAllBytes(path, bytes);
        var survey = FrameSurvey.Of(path);
        survey.Frames.ShouldBe(Frames - 2);
        survey.Gaps.ShouldBe([(ends[4], ends[6])]);
    }

    [Fact]
    public void The_check_names_what_is_damaged_and_what_was_saved()
    {
        Fill(run: 1);
        Fill(run: 2);
        var path = RowFile.PathOf(_directory.Path, 1);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0xff;
        File.WriteAllBytes(path, bytes);
        var found = StoreCheck.Check(_directory.Path).ToDictionary(f => f.Log);
        found[path].Damage.ShouldContain("damaged");
        found[path].Damage.ShouldContain("3 frames are whole; lost are bytes");
        found[RowFile.PathOf(_directory.Path, 2)].Damage.ShouldBeEmpty();
    }

    [Fact]
    public void The_check_finds_rows_that_were_there_when_the_run_ended_and_are_not_now()
    {
        var segments = Fill(run: 1);
        Fill(run: 2);
        using (var journal = RunJournal.TakeOver(_directory.Path, _ => { }, 1))
        {
            foreach (var run in (long[])[1, 2])
                journal.Append([new RunRecord { Ended = new EndRecord { Summary = new() { Run = run }, Segments = { segments } } }]);
        }
        StoreCheck.Check(_directory.Path).ShouldAllBe(f => f.Damage == "");

        // Cut at a frame's end: it looks whole.
        var path = RowFile.PathOf(_directory.Path, 1);
        var gone = FrameSurvey.Of(path).Frames;
        using (var file = new FileStream(path, FileMode.Open))
            file.SetLength(segments.Sum(s => s.Bytes) - LastFrame(path));
        FrameSurvey.Of(path).Frames.ShouldBe(gone - 1);
        File.Delete(RowFile.PathOf(_directory.Path, 2));
        var found = StoreCheck.Check(_directory.Path).ToDictionary(f => f.Log);
        found[path].Damage.ShouldContain("shorter than when the run ended: 2 of 3 records are left");
        found[RowFile.PathOf(_directory.Path, 2)].Damage.ShouldContain("is missing");
    }

    [Fact]
    public void The_check_says_that_a_catalogue_is_behind_or_broken_and_that_it_costs_nothing()
    {
        var records = Records.Story("s", 1, 3);
        using (var journal = RunJournal.TakeOver(_directory.Path, _ => { }, 1))
        {
            journal.Append(records.ConvertAll(WithoutSegments));
            using var catalogue = new SqliteCatalogue(_directory.Path, journal.Number);
            catalogue.Rebuild(records.ConvertAll(WithoutSegments));
        }
        StoreCheck.Check(_directory.Path).ShouldAllBe(f => f.Damage == "" && f.Behind == "");
        var path = _directory["catalogue.1.db"];

        using (var catalogue = new SqliteCatalogue(_directory.Path, 2))
            catalogue.Rebuild(records.Take(6));
        var behind = StoreCheck.Check(_directory.Path).Last();
        behind.Behind.ShouldContain("lacks what the journal holds");
        behind.ToString().ShouldStartWith("behind\t");

        path = _directory["catalogue.2.db"];
        var bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, (byte)7, bytes.Length / 3, bytes.Length / 3);
        File.WriteAllBytes(path, bytes);
        var broken = StoreCheck.Check(_directory.Path).Last();
        broken.Behind.ShouldContain("Nothing is lost");
        broken.Damage.ShouldBeEmpty();

        File.WriteAllText(path, "no database at all");
        StoreCheck.Check(_directory.Path).Last().Behind.ShouldContain("Nothing is lost");
    }

    private static RunRecord WithoutSegments(RunRecord record)
    {
        var without = record.Clone();
        without.Ended?.Segments.Clear();
        return without;
    }

    private List<SegmentInfo> Fill(long run)
    {
        using var file = RowFile.Open(_directory.Path, run, 1);
        for (var number = 1; number <= 3; number++)
            file.Append(Records.Batch(run, number, [$"{number} some words"]), number);
        return [.. file.Segments];
    }

    private static long LastFrame(string path)
    {
        var last = 0L;
        using var file = FrameFile.OpenRead(path, long.MaxValue, (offset, _) => last = offset);
        return file.Length - last;
    }

    private static byte[] Payload(int i) => Encoding.UTF8.GetBytes(i % 3 == 2 ? string.Concat(Enumerable.Repeat($"{i} and again ", 100)) : $"frame {i}");

    private (byte[] Bytes, List<long> Ends) Whole()
    {
        var path = _directory[$"whole{_random.Next()}"];
        var ends = new List<long>();
        using (var file = FrameFile.TryCreate(path)!)
        {
            for (var i = 0; i < Frames; i++)
            {
                file.Append(Payload(i));
                ends.Add(file.Length);
            }
        }
        return (File.ReadAllBytes(path), ends);
    }

    private byte[] Noise()
    {
        var bytes = new byte[_random.Next(1, 5000)];
        _random.NextBytes(bytes);
        // Small lengths, so that it comes as far as the checksum.
        for (var at = 0; at + 4 < bytes.Length && _random.Next(3) > 0; at += _random.Next(1, 64))
            BitConverter.TryWriteBytes(bytes.AsSpan(at), _random.Next(0, 100) | (_random.Next(2) << 30));
        return bytes;
    }

    private byte[] Mutated(byte[] whole)
    {
        var bytes = whole[..(_random.Next(4) == 0 ? _random.Next(whole.Length) + 1 : whole.Length)];
        for (var i = _random.Next(4); i >= 0; i--)
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return bytes;
    }

    private List<byte[]> Read(byte[] bytes, out string? damage)
    {
        File.WriteAllBytes(_directory["f"], bytes);
        return Read(_directory["f"], out damage);
    }

    private static List<byte[]> Read(string path, out string? damage)
    {
        var read = new List<byte[]>();
        damage = null;
        try
        {
            FrameFile.OpenRead(path, long.MaxValue, (_, payload) => read.Add(payload.ToArray())).Dispose();
        }
        catch (InvalidDataException e)
        {
            damage = e.Message;
        }
        return read;
    }
}
