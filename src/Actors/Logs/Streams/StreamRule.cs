using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Streams;

/// <summary>What a rule looks at; the numbers are Graylog's.</summary>
public enum RuleKind
{
    /// <summary>The field's text is the value.</summary>
    Exact = 1,

    /// <summary>The expression is found in the field's text.</summary>
    Regex = 2,

    /// <summary>The field is a number above the value.</summary>
    Greater = 3,

    /// <summary>The field is a number below the value.</summary>
    Smaller = 4,

    /// <summary>The field is there.</summary>
    Presence = 5,

    /// <summary>The value is somewhere in the field's text.</summary>
    Contains = 6,

    /// <summary>Every record.</summary>
    Always = 7,

    /// <summary>The record came by the input of this name.</summary>
    MatchInput = 8,
}

/// <summary>A rule of a stream.</summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="Field">At which field; nothing for Always and MatchInput.</param>
/// <param name="Value">For which value.</param>
/// <param name="Inverted">It holds when it would not.</param>
public sealed record StreamRule(RuleKind Kind, string Field, string Value, bool Inverted = false)
{
    // A record must not cost more than a look: users write expressions that take forever on some text.
    private static readonly TimeSpan RegexPatience = TimeSpan.FromMilliseconds(100);

    private const string InputField = "gl2_source_input";

    private readonly byte[] _value = Encoding.UTF8.GetBytes(Value);
    private readonly double? _number = double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    private readonly Regex? _expression = Kind == RuleKind.Regex ? new Regex(Value, RegexOptions.CultureInvariant, RegexPatience) : null;

    /// <summary>The field it reads.</summary>
    public string Reads => Kind == RuleKind.MatchInput ? InputField : Field;

    /// <summary>Whether it holds for a record that lacks the field.</summary>
    public bool HoldsWithout => Kind switch
    {
        RuleKind.Always => !Inverted,
        // What is no number is neither above nor below anything, however the rule is turned.
        RuleKind.Greater or RuleKind.Smaller => false,
        _ => Inverted,
    };

    /// <summary>Whether it holds for a record whose field is this.</summary>
    public bool Holds(FieldValue field)
    {
        switch (Kind)
        {
            case RuleKind.Always:
                return !Inverted;
            case RuleKind.Presence:
                return Inverted == (field.Kind is FieldKind.Text && field.Bytes.IsEmpty);
            case RuleKind.Greater or RuleKind.Smaller:
                return _number is { } bound && NumberOf(field) is { } number && Inverted != (Kind == RuleKind.Greater ? number > bound : number < bound);
            case RuleKind.Regex:
                return Inverted != Finds(Encoding.UTF8.GetString(TextOf(field, stackalloc byte[64])));
            case RuleKind.Contains:
                return Inverted != (TextOf(field, stackalloc byte[64]).IndexOf(_value) >= 0);
            default:
                return Inverted != TextOf(field, stackalloc byte[64]).Trim((byte)' ').SequenceEqual(_value);
        }
    }

    private bool Finds(string text)
    {
        try
        {
            return _expression!.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static double? NumberOf(FieldValue field) => field.Kind switch
    {
        FieldKind.Integer => field.Integer,
        FieldKind.Real => double.IsNaN(field.Real) ? null : field.Real,
        FieldKind.Text or FieldKind.Json => double.TryParse(field.Bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    private static ReadOnlySpan<byte> TextOf(FieldValue field, Span<byte> room)
    {
        var length = 0;
        switch (field.Kind)
        {
            case FieldKind.Integer:
                field.Integer.TryFormat(room, out length, default, CultureInfo.InvariantCulture);
                return room[..length];
            case FieldKind.Real:
                field.Real.TryFormat(room, out length, default, CultureInfo.InvariantCulture);
                return room[..length];
            case FieldKind.True:
                return "true"u8;
            case FieldKind.False:
                return "false"u8;
            default:
                return field.Bytes;
        }
    }
}
