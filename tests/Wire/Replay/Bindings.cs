using System.Text.RegularExpressions;
using Akka.Remote.Serialization.Proto;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// What differs between the recording and this run: actor uids and names of temporary actors. The first frame that shows one binds it, later
/// ones must agree, and what the recorded peer says is rewritten accordingly.
/// </summary>
public sealed partial class Bindings(Func<string, string, bool>? mayDiffer = null)
{
    private readonly Dictionary<string, string> _toActual = new();

    [GeneratedRegex(@"(akka\.tcp://[^\s""#\\]*)#(-?\d+)")]
    private static partial Regex UidPattern();

    [GeneratedRegex(@"(akka\.tcp://[^/\s""]*/temp/)([^\s""#/\\]+)")]
    private static partial Regex TempPattern();

    /// <summary>Null when the two agree, else where and how they differ.</summary>
    internal string? Compare(IMessage recorded, IMessage actual, string where = "")
    {
        foreach (var field in recorded.Descriptor.Fields.InDeclarationOrder())
        {
            var path = where + "." + field.Name;
            var problem = CompareValues(field, field.Accessor.GetValue(recorded), field.Accessor.GetValue(actual), path, recorded, actual);
            if (problem != null && mayDiffer?.Invoke(path, problem) != true)
                return problem;
        }
        return null;
    }

    /// <summary>What the recorded peer says, in terms of this run.</summary>
    internal IMessage Rewrite(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsMap)
                continue;
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)value;
                for (var i = 0; i < list.Count; i++)
                    list[i] = RewriteValue(field, list[i]!);
            }
            else if (value != null && (field.FieldType is FieldType.String or FieldType.Message))
            {
                field.Accessor.SetValue(message, RewriteValue(field, value));
            }
        }
        if (message is FailedData failed && _toActual.TryGetValue($"#{failed.Uid}", out var uid))
            failed.Uid = ulong.Parse(uid[1..], System.Globalization.CultureInfo.InvariantCulture);
        if (message is Payload payload && FrameContent.Body(payload) is { } body)
            payload.Message = Rewrite(body).ToByteString();
        return message;
    }

    private object RewriteValue(FieldDescriptor field, object value) => field.FieldType switch
    {
        FieldType.String => RewriteText((string)value),
        FieldType.Message => Rewrite((IMessage)value),
        _ => value,
    };

    private string RewriteText(string text)
    {
        text = UidPattern().Replace(text, m => _toActual.TryGetValue("#" + m.Groups[2].Value, out var uid) ? m.Groups[1].Value + uid : m.Value);
        return TempPattern().Replace(text, m => _toActual.TryGetValue(m.Value, out var name) ? name : m.Value);
    }

    private string? CompareValues(FieldDescriptor field, object? recorded, object? actual, string path, IMessage owner, IMessage other)
    {
        if (field.IsMap)
            return CompareMaps((System.Collections.IDictionary)recorded!, (System.Collections.IDictionary)actual!, path);
        if (field.IsRepeated)
        {
            var (a, b) = ((System.Collections.IList)recorded!, (System.Collections.IList)actual!);
            if (a.Count != b.Count)
                return $"{path}: {a.Count} entries recorded, {b.Count} said";
            if (field.Name == "args" && owner is PropsData left && other is PropsData right)
                return CompareArguments(left, right, path);
            for (var i = 0; i < a.Count; i++)
                if (CompareSingle(field, a[i], b[i], $"{path}[{i}]", owner, other) is { } problem)
                    return problem;
            return null;
        }
        return CompareSingle(field, recorded, actual, path, owner, other);
    }

    private string? CompareSingle(FieldDescriptor field, object? recorded, object? actual, string path, IMessage owner, IMessage other)
    {
        if (recorded == null || actual == null)
            return recorded == null && actual == null ? null : $"{path}: {recorded ?? "absent"} recorded, {actual ?? "absent"} said";
        switch (field.FieldType)
        {
            case FieldType.Message:
                return Compare((IMessage)recorded, (IMessage)actual, path);
            case FieldType.String:
                return Agree((string)recorded, (string)actual) ? null : $"{path}: '{recorded}' recorded, '{actual}' said";
            case FieldType.Bytes when owner is Payload a && other is Payload b && FrameContent.Body(a) is { } left && FrameContent.Body(b) is { } right:
                return Compare(left, right, path);
            case FieldType.Bytes:
                return recorded.Equals(actual) || Agree(((ByteString)recorded).ToStringUtf8(), ((ByteString)actual).ToStringUtf8())
                    ? null
                    : $"{path}: {((ByteString)recorded).ToStringUtf8()} recorded, {((ByteString)actual).ToStringUtf8()} said";
            default:
                return recorded.Equals(actual) ? null : $"{path}: {recorded} recorded, {actual} said";
        }
    }

    /// <summary>A constructor argument is a payload whose parts stand in four lists.</summary>
    private string? CompareArguments(PropsData recorded, PropsData actual, string path)
    {
        for (var i = 0; i < recorded.Args.Count; i++)
        {
            if (Compare(ArgumentOf(recorded, i), ArgumentOf(actual, i), $"{path}[{i}]") is { } problem)
                return problem;
        }
        return null;

        static Payload ArgumentOf(PropsData props, int index) => new()
        {
            Message = props.Args[index],
            SerializerId = props.SerializerIds[index],
            MessageManifest = ByteString.CopyFromUtf8(props.Manifests[index]),
        };
    }

    /// <summary>The entries of a map have no order on the wire.</summary>
    private string? CompareMaps(System.Collections.IDictionary recorded, System.Collections.IDictionary actual, string path)
    {
        foreach (var key in recorded.Keys.Cast<object>().Union(actual.Keys.Cast<object>()))
        {
            if (!recorded.Contains(key) || !actual.Contains(key))
                return $"{path}: {recorded} recorded, {actual} said";
            var (a, b) = (recorded[key], actual[key]);
            var problem = a is IMessage left && b is IMessage right ? Compare(left, right, $"{path}[{key}]")
                : Equals(a, b) ? null : $"{path}[{key}]: {a} recorded, {b} said";
            if (problem != null)
                return problem;
        }
        return null;
    }

    private bool Agree(string recorded, string actual)
    {
        if (recorded == actual)
            return true;
        if (Regexes(recorded) != Regexes(actual))
            return false;
        return BindAll(UidPattern(), recorded, actual, m => "#" + m.Groups[2].Value) && BindAll(TempPattern(), recorded, actual, m => m.Value);

        static string Regexes(string text) => TempPattern().Replace(UidPattern().Replace(text, "$1#"), "$1");
    }

    private bool BindAll(Regex pattern, string recorded, string actual, Func<Match, string> key)
    {
        foreach (var (a, b) in pattern.Matches(recorded).Zip(pattern.Matches(actual)))
        {
            var (from, to) = (key(a), key(b));
            if (!_toActual.TryAdd(from, to) && _toActual[from] != to)
                return false;
        }
        return true;
    }
}
