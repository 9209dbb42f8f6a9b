namespace Akka.Configuration.Hocon;

/// <summary>Where in a text something stands; both count from one. Default: nowhere, made by code.</summary>
internal readonly record struct SourcePosition(int Line, int Column, string Origin = null)
{
    public override string ToString()
    {
        if (Line == 0)
            return "";
        return Origin is null ? $"line {Line}, column {Column}" : $"{Origin}, line {Line}, column {Column}";
    }

    public ConfigurationException Error(string what) => new(Line == 0 ? what : $"{char.ToUpperInvariant(ToString()[0])}{ToString()[1..]}: {what}");
}
