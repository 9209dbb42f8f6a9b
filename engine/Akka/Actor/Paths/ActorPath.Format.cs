using System.Globalization;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join("/", pathElements);

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithoutAddress() => Join("", withUid: false);

    public string ToStringWithAddress() => _text ??= Join(_address.ToString(), withUid: false);

    public string ToStringWithUid() => _uid == UndefinedUid ? ToStringWithAddress() : AppendUid(ToStringWithAddress());

    public string ToSerializationFormat() => ToStringWithUid();

    /// <summary>With its own address if that names host and port, else with the given one.</summary>
    public string ToStringWithAddress(Address address) => Join(Preferred(address).ToString(), withUid: false);

    public string ToSerializationFormatWithAddress(Address address) => Join(Preferred(address).ToString(), withUid: true);

    private Address Preferred(Address address) => address is null || (_address.Host is not null && _address.Port is not null) ? _address : address;

    private string AppendUid(string text) => string.Create(CultureInfo.InvariantCulture, $"{text}#{_uid}");

    private string Join(string prefix, bool withUid)
    {
        if (_depth == 0)
            return string.IsNullOrEmpty(_name) || _name == "/" ? prefix + "/" : prefix + "/" + _name;

        Span<char> digits = stackalloc char[20];
        var uidLength = 0;
        if (withUid && _uid != UndefinedUid)
            _uid.TryFormat(digits, out uidLength, default, CultureInfo.InvariantCulture);

        var length = prefix.Length + (uidLength > 0 ? uidLength + 1 : 0);
        for (var path = this; path._depth > 0; path = path._parent)
            length += path._name.Length + 1;

        return string.Create(length, (this, prefix, uidLength > 0 ? _uid : UndefinedUid), static (span, state) =>
        {
            var (path, head, uid) = state;
            var end = span.Length;
            if (uid != UndefinedUid)
            {
                Span<char> number = stackalloc char[20];
                uid.TryFormat(number, out var n, default, CultureInfo.InvariantCulture);
                end -= n;
                number.Slice(0, n).CopyTo(span.Slice(end));
                span[--end] = '#';
            }

            for (; path._depth > 0; path = path._parent)
            {
                end -= path._name.Length;
                path._name.CopyTo(span.Slice(end));
                span[--end] = '/';
            }

            head.CopyTo(span);
        });
    }
}
