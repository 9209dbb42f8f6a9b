using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>
/// Turns raw fields into values: puts referenced values in, merges objects over what stood before, appends to lists. A reference
/// sees the whole text, later lines included; one to its own path sees what the path held before. What the text does not define
/// may come from the environment.
/// </summary>
internal sealed class HoconResolver
{
    private const int MaxDepth = 400;

    /// <summary>References double what they are repeated in; this ends it before memory does.</summary>
    private const int MaxSize = 1 << 20;

    private readonly RawObject _root;
    private int _depth;

    private HoconResolver(RawObject root)
    {
        _root = root;
    }

    internal static HoconRoot Resolve(RawObject root, List<HoconSubstitution> substitutions)
    {
        var resolver = new HoconResolver(root);
        return new HoconRoot(new HoconValue(resolver.Object(root), root.At, null), substitutions);
    }

    private HoconObject Object(RawObject raw)
    {
        var result = new HoconObject();
        foreach (var (name, field) in raw.Fields)
        {
            if (Field(field) is { } value)
                result.Items[name] = value;
        }

        return result;
    }

    /// <summary>The value of a field, or null when it is undefined.</summary>
    private HoconValue Field(RawField field)
    {
        if (field.IsResolved)
            return field.Resolved;
        var value = field.Active < 0 ? Layer(field, field.Layers.Count - 1) : Layer(field, field.Active - 1);
        if (field.Active < 0)
        {
            field.Resolved = value;
            field.IsResolved = true;
        }

        return value;
    }

    /// <summary>What a field holds after its layer of that number.</summary>
    private HoconValue Layer(RawField field, int number)
    {
        if (number < 0)
            return null;
        var raw = field.Layers[number];
        if (++_depth > MaxDepth)
            throw raw.At.Error($"'{field.Path}' is reached through more than {MaxDepth} references and objects.");
        var before = field.Active;
        field.Active = number;
        try
        {
            var value = raw.Append ? Appended(field, number, raw) : Value(raw, field.Path);
            if (value is null)
                return Layer(field, number - 1);
            return number > 0 && value.IsObject() && Layer(field, number - 1) is { } below ? HoconValue.Merged(value, below) : value;
        }
        finally
        {
            field.Active = before;
            _depth--;
        }
    }

    private HoconValue Appended(RawField field, int number, RawValue raw)
    {
        var list = new HoconArray();
        if (Layer(field, number - 1) is { } so_far)
        {
            if (!so_far.IsArray())
                throw raw.At.Error($"+= adds to a list, and '{field.Path}' holds none.");
            list.AddRange(so_far.GetArray());
        }

        if (Value(raw, field.Path) is { } item)
            list.Add(item);
        return new HoconValue(list, raw.At, field.Path);
    }

    private HoconValue Value(RawValue raw, string path)
    {
        if (raw.Pieces.Count == 1)
            return Piece(raw.Pieces[0], path);

        var parts = new List<HoconValue>(raw.Pieces.Count);
        var blanks = new List<RawText>(raw.Pieces.Count);
        RawText gap = null;
        foreach (var piece in raw.Pieces)
        {
            if (piece is RawText { Blank: true } blank)
            {
                gap = blank;
            }
            else if (Piece(piece, path) is { } part)
            {
                parts.Add(part);
                blanks.Add(gap);
                gap = null;
            }
        }

        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => Joined(raw, parts, blanks, path),
        };
    }

    private static HoconValue Joined(RawValue raw, List<HoconValue> parts, List<RawText> blanks, string path)
    {
        if (parts.TrueForAll(static part => part.IsObject()))
        {
            var merged = parts[0];
            for (var i = 1; i < parts.Count; i++)
                merged = HoconValue.Merged(parts[i], merged);
            return merged;
        }

        if (parts.TrueForAll(static part => part.IsArray()))
        {
            var all = new HoconArray();
            foreach (var part in parts)
            {
                all.AddRange(part.GetArray());
                if (all.Count > MaxSize)
                    throw raw.At.Error($"the list of '{path}' grows beyond {MaxSize} items.");
            }

            return new HoconValue(all, raw.At, path);
        }

        if (!parts.TrueForAll(static part => part.IsString()))
            throw raw.At.Error($"the value of '{path}' puts a text, a list or an object side by side; only parts of one kind can be joined.");
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            text.Append(i == 0 ? null : blanks[i]?.Text).Append(parts[i].Raw);
            if (text.Length > MaxSize)
                throw raw.At.Error($"the text of '{path}' grows beyond {MaxSize} characters.");
        }

        return new HoconValue(new HoconLiteral(text.ToString()), raw.At, path);
    }

    private HoconValue Piece(RawPiece piece, string path)
    {
        switch (piece)
        {
            case RawText text:
                return new HoconValue(new HoconLiteral(text.Text), text.At, path);
            case RawObject fields:
                return new HoconValue(Object(fields), fields.At, path);
            case RawArray array:
                var items = new HoconArray();
                foreach (var item in array.Items)
                {
                    if (Value(item, path) is { } value)
                        items.Add(value);
                }

                return new HoconValue(items, array.At, path);
            case RawReference reference:
                return Referenced(reference, path);
            default:
                return ((RawConstant)piece).Value;
        }
    }

    private HoconValue Referenced(RawReference reference, string path)
    {
        if (++_depth > MaxDepth)
            throw reference.At.Error($"'{path}' is reached through more than {MaxDepth} references and objects.");
        var found = Find(_root, reference.Path);
        _depth--;
        found ??= Environment(reference);
        if (found is null && !reference.Optional)
        {
            throw reference.At.Error(
                $"${{{reference.Public.Path}}} is defined neither in this text (or only through itself) nor in the environment; write ${{?{reference.Public.Path}}} if it may be missing.");
        }

        reference.Public.ResolvedValue = found;
        return found;
    }

    private static HoconValue Environment(RawReference reference) =>
        System.Environment.GetEnvironmentVariable(reference.Public.Path) is { } text ? new HoconValue(new HoconLiteral(text), reference.At, reference.Public.Path) : null;

    private HoconValue Find(RawObject scope, ReadOnlySpan<string> path)
    {
        if (!scope.Fields.TryGetValue(path[0], out var field))
            return null;
        return path.Length == 1 ? Field(field) : FindBelow(field, field.Layers.Count - 1, path.Slice(1));
    }

    /// <summary>Looks into a field's layers from the newest down, without resolving the parts that are not asked for.</summary>
    private HoconValue FindBelow(RawField field, int layer, ReadOnlySpan<string> path)
    {
        if (layer < 0)
            return null;
        if (++_depth > MaxDepth)
            throw field.Layers[layer].At.Error($"'{field.Path}' is reached through more than {MaxDepth} references and objects.");
        try
        {
            var pieces = field.Layers[layer].Pieces;
            HoconValue found = null;
            var opaque = field.Layers[layer].Append;
            for (var i = pieces.Count - 1; i >= 0 && !opaque; i--)
            {
                var here = pieces[i] switch
                {
                    RawObject inner => Find(inner, path),
                    RawReference reference => Find(_root, (string[])[.. reference.Path, .. path]),
                    RawConstant constant => Dig(constant.Value, path),
                    RawText { Blank: true } => null,
                    _ => Opaque(ref opaque),
                };
                found = Over(found, here);
                if (found is not null && !found.IsObject())
                    return found;
            }

            // What is no object hides everything assigned before it.
            return opaque ? found : Over(found, FindBelow(field, layer - 1, path));
        }
        finally
        {
            _depth--;
        }
    }

    private static HoconValue Opaque(ref bool opaque)
    {
        opaque = true;
        return null;
    }

    private static HoconValue Over(HoconValue winner, HoconValue below)
    {
        if (winner is null)
            return below;
        return below is null ? winner : HoconValue.Merged(winner, below);
    }

    private static HoconValue Dig(HoconValue value, ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            value = value.GetChildObject(name);
            if (value is null)
                return null;
        }

        return value;
    }
}
