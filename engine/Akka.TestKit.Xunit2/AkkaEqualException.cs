using System.Runtime.Serialization;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values that should have been equal.</summary>
public class AkkaEqualException : XunitException
{
    private readonly string _text;

    public AkkaEqualException(string format = "", params object[] args)
        : base(AssertionText.Format(format, args))
    {
        _text = AssertionText.Format(format, args);
    }

    protected AkkaEqualException(SerializationInfo info, StreamingContext context)
        : base(null)
    {
        _text = info.GetString("Message");
    }

    public override string Message => _text;

    public static AkkaEqualException ForMismatchedValues(object expected, object actual, string format = null, params object[] args)
    {
        var reason = string.IsNullOrEmpty(format) ? "" : AssertionText.Format(format, args) + Environment.NewLine;
        return new AkkaEqualException("{0}Expected: {1}{3}Actual:   {2}", reason, Show(expected), Show(actual), Environment.NewLine);
    }

    private static string Show(object value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        System.Collections.IEnumerable items => "[" + string.Join(", ", items.Cast<object>().Select(Show)) + "]",
        _ => $"{value} ({value.GetType()})",
    };
}
