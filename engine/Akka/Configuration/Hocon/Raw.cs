namespace Akka.Configuration.Hocon;

/// <summary>What the parser reads before references are resolved: pieces, values made of pieces, fields made of layers.</summary>
internal abstract class RawPiece
{
    internal SourcePosition At { get; init; }
}

internal sealed class RawText : RawPiece
{
    internal required string Text { get; init; }

    /// <summary>Blanks between two pieces; they count only where texts are put together.</summary>
    internal bool Blank { get; init; }
}

internal sealed class RawReference : RawPiece
{
    internal required string[] Path { get; init; }

    internal required bool Optional { get; init; }

    internal required HoconSubstitution Public { get; init; }
}

internal sealed class RawArray : RawPiece
{
    internal List<RawValue> Items { get; } = new();
}

internal sealed class RawConstant : RawPiece
{
    internal required HoconValue Value { get; init; }
}

internal sealed class RawObject : RawPiece
{
    internal Dictionary<string, RawField> Fields { get; } = new(StringComparer.Ordinal);

    internal RawField Field(string name, string parentPath)
    {
        if (!Fields.TryGetValue(name, out var field))
            Fields[name] = field = new RawField(parentPath is null ? Show(name) : parentPath + "." + Show(name));
        return field;
    }

    /// <summary>Adds a value below a path, merging into an object that already stands there.</summary>
    internal void Add(ReadOnlySpan<string> path, RawValue value, string parentPath)
    {
        var target = this;
        for (var i = 0; i < path.Length - 1; i++)
        {
            var step = target.Field(path[i], parentPath);
            parentPath = step.Path;
            target = step.OpenObject(value.At);
        }

        target.Field(path[^1], parentPath).Add(value);
    }

    private static string Show(string name) => name.Contains('.') ? "\"" + name + "\"" : name;
}

internal sealed class RawValue
{
    internal required SourcePosition At { get; init; }

    internal required List<RawPiece> Pieces { get; init; }

    /// <summary>Written with += : the value becomes one more item of the list so far.</summary>
    internal bool Append { get; init; }

    internal RawObject AsObject => !Append && Pieces.Count == 1 ? Pieces[0] as RawObject : null;
}

/// <summary>Everything that was assigned to one path, oldest first.</summary>
internal sealed class RawField(string path)
{
    internal string Path { get; } = path;

    internal List<RawValue> Layers { get; } = new();

    internal HoconValue Resolved { get; set; }

    internal bool IsResolved { get; set; }

    /// <summary>The layer being resolved now, or -1; a reference that comes back here sees the layer below.</summary>
    internal int Active { get; set; } = -1;

    internal RawObject OpenObject(SourcePosition at)
    {
        if (Layers.Count > 0 && Layers[^1].AsObject is { } open)
            return open;
        var created = new RawObject { At = at };
        Layers.Add(new RawValue { At = at, Pieces = [created] });
        return created;
    }

    internal void Add(RawValue value)
    {
        if (value.AsObject is { } added && Layers.Count > 0 && Layers[^1].AsObject is { } existing)
            Absorb(existing, added, Path);
        else
            Layers.Add(value);
    }

    private static void Absorb(RawObject existing, RawObject added, string path)
    {
        foreach (var (name, field) in added.Fields)
        {
            var target = existing.Field(name, path);
            foreach (var layer in field.Layers)
                target.Add(layer);
        }
    }
}
