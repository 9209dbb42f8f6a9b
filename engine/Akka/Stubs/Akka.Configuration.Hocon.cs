using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Configuration.Hocon;

public partial class HoconArray : List<Akka.Configuration.Hocon.HoconValue>, Akka.Configuration.Hocon.IHoconElement
{
    public HoconArray() { }
    public IList<Akka.Configuration.Hocon.HoconValue> GetArray()=> throw null;
    public bool IsArray()=> throw null;
    public bool IsString()=> throw null;
    public override string ToString()=> throw null;
    public string GetString()=> throw null;
}
public partial class HoconLiteral : Akka.Configuration.Hocon.IHoconElement
{
    public HoconLiteral() { }
    public IList<Akka.Configuration.Hocon.HoconValue> GetArray()=> throw null;
    public bool IsArray()=> throw null;
    public bool IsString()=> throw null;
    public override string ToString()=> throw null;
    public string GetString()=> throw null;
    public string Value { get => throw null; set => throw null; }
}
public partial class HoconObject : Akka.Configuration.Hocon.IHoconElement
{
    public HoconObject() { }
    public Akka.Configuration.Hocon.HoconValue GetKey(string key)=> throw null;
    public Akka.Configuration.Hocon.HoconValue GetOrCreateKey(string key)=> throw null;
    public Dictionary<string, Akka.Configuration.Hocon.HoconValue> Items { get => throw null; }
    public IDictionary<string, object> Unwrapped { get => throw null; }
    public IList<Akka.Configuration.Hocon.HoconValue> GetArray()=> throw null;
    public bool IsArray()=> throw null;
    public bool IsString()=> throw null;
    public override string ToString()=> throw null;
    public string GetString()=> throw null;
    public string ToString(int indent)=> throw null;
    public void Merge(Akka.Configuration.Hocon.HoconObject other)=> throw null;
}
public partial class HoconRoot
{
    public HoconRoot(Akka.Configuration.Hocon.HoconValue value) { }
    public HoconRoot(Akka.Configuration.Hocon.HoconValue value, IEnumerable<Akka.Configuration.Hocon.HoconSubstitution> substitutions) { }
    public Akka.Configuration.Hocon.HoconValue Value { get => throw null; }
    public IEnumerable<Akka.Configuration.Hocon.HoconSubstitution> Substitutions { get => throw null; }
    protected HoconRoot() { }
}
public partial class HoconSubstitution : Akka.Configuration.Hocon.IHoconElement, Akka.Configuration.Hocon.IMightBeAHoconObject
{
    public HoconSubstitution(string path) { }
    public Akka.Configuration.Hocon.HoconObject GetObject()=> throw null;
    public Akka.Configuration.Hocon.HoconValue ResolvedValue { get => throw null; set => throw null; }
    public IList<Akka.Configuration.Hocon.HoconValue> GetArray()=> throw null;
    public bool IsArray()=> throw null;
    public bool IsObject()=> throw null;
    public bool IsString()=> throw null;
    protected HoconSubstitution() { }
    public string GetString()=> throw null;
    public string Path { get => throw null; set => throw null; }
}
public partial class HoconTokenizer : Akka.Configuration.Hocon.Tokenizer
{
    internal HoconTokenizer() { }
    public HoconTokenizer(string text) { }
    public Akka.Configuration.Hocon.Token PullArrayEnd()=> throw null;
    public Akka.Configuration.Hocon.Token PullArrayStart()=> throw null;
    public Akka.Configuration.Hocon.Token PullAssignment()=> throw null;
    public Akka.Configuration.Hocon.Token PullComma()=> throw null;
    public Akka.Configuration.Hocon.Token PullComment()=> throw null;
    public Akka.Configuration.Hocon.Token PullDot()=> throw null;
    public Akka.Configuration.Hocon.Token PullEndOfObject()=> throw null;
    public Akka.Configuration.Hocon.Token PullInclude()=> throw null;
    public Akka.Configuration.Hocon.Token PullNext()=> throw null;
    public Akka.Configuration.Hocon.Token PullQuotedKey()=> throw null;
    public Akka.Configuration.Hocon.Token PullQuotedText()=> throw null;
    public Akka.Configuration.Hocon.Token PullSimpleValue()=> throw null;
    public Akka.Configuration.Hocon.Token PullSpaceOrTab()=> throw null;
    public Akka.Configuration.Hocon.Token PullStartOfObject()=> throw null;
    public Akka.Configuration.Hocon.Token PullSubstitution()=> throw null;
    public Akka.Configuration.Hocon.Token PullTripleQuotedText()=> throw null;
    public Akka.Configuration.Hocon.Token PullUnquotedKey()=> throw null;
    public Akka.Configuration.Hocon.Token PullValue()=> throw null;
    public bool IsArrayEnd()=> throw null;
    public bool IsArrayStart()=> throw null;
    public bool IsAssignment()=> throw null;
    public bool IsComma()=> throw null;
    public bool IsDot()=> throw null;
    public bool IsEndOfObject()=> throw null;
    public bool IsInclude()=> throw null;
    public bool IsObjectStart()=> throw null;
    public bool IsSpaceOrTab()=> throw null;
    public bool IsStartOfComment()=> throw null;
    public bool IsStartOfQuotedText()=> throw null;
    public bool IsStartOfTripleQuotedText()=> throw null;
    public bool IsStartSimpleValue()=> throw null;
    public bool IsSubstitutionStart()=> throw null;
    public bool IsUnquotedKey()=> throw null;
    public bool IsUnquotedKeyStart()=> throw null;
    public bool IsWhitespace()=> throw null;
    public bool IsWhitespaceOrComment()=> throw null;
    public string PullRestOfLine()=> throw null;
    public void PullWhitespaceAndComments()=> throw null;
}
public partial class HoconValue : Akka.Configuration.Hocon.IMightBeAHoconObject
{
    public HoconValue() { }
    public HoconValue(List<Akka.Configuration.Hocon.IHoconElement> values, bool adoptedFromFallback = true) { }
    public Akka.Configuration.Config AtKey(string key)=> throw null;
    public Akka.Configuration.Config ToConfig()=> throw null;
    public Akka.Configuration.Hocon.HoconObject GetObject()=> throw null;
    public Akka.Configuration.Hocon.HoconValue GetChildObject(string key)=> throw null;
    public Decimal GetDecimal()=> throw null;
    public IList<Akka.Configuration.Hocon.HoconValue> GetArray()=> throw null;
    public IList<Decimal> GetDecimalList()=> throw null;
    public IList<bool> GetBooleanList()=> throw null;
    public IList<byte> GetByteList()=> throw null;
    public IList<double> GetDoubleList()=> throw null;
    public IList<float> GetFloatList()=> throw null;
    public IList<int> GetIntList()=> throw null;
    public IList<long> GetLongList()=> throw null;
    public IList<string> GetStringList()=> throw null;
    public List<Akka.Configuration.Hocon.IHoconElement> Values { get => throw null; }
    public TimeSpan GetTimeSpan(bool allowInfinite = true)=> throw null;
    public bool GetBoolean()=> throw null;
    public bool IsArray()=> throw null;
    public bool IsEmpty { get => throw null; }
    public bool IsObject()=> throw null;
    public bool IsString()=> throw null;
    public byte GetByte()=> throw null;
    public double GetDouble()=> throw null;
    public float GetFloat()=> throw null;
    public int GetInt()=> throw null;
    public long GetLong()=> throw null;
    public long? GetByteSize()=> throw null;
    public override string ToString()=> throw null;
    public string GetString()=> throw null;
    public virtual string ToString(int indent)=> throw null;
    public void AppendValue(Akka.Configuration.Hocon.IHoconElement value)=> throw null;
    public void Clear()=> throw null;
    public void NewValue(Akka.Configuration.Hocon.IHoconElement value)=> throw null;
}
public partial interface IHoconElement
{
    IList<Akka.Configuration.Hocon.HoconValue> GetArray();
    bool IsArray();
    bool IsString();
    string GetString();
}
public partial interface IMightBeAHoconObject
{
    Akka.Configuration.Hocon.HoconObject GetObject();
    bool IsObject();
}
public partial class Parser
{
    public Parser() { }
    public Akka.Configuration.Hocon.HoconArray ParseArray(string currentPath)=> throw null;
    public static Akka.Configuration.Hocon.HoconRoot Parse(string text, Func<string, Akka.Configuration.Hocon.HoconRoot> includeCallback)=> throw null;
    public void ParseValue(Akka.Configuration.Hocon.HoconValue owner, string currentPath)=> throw null;
}
public partial class Token
{
    public Token(Akka.Configuration.Hocon.TokenType type) { }
    public Token(string value) { }
    public Akka.Configuration.Hocon.TokenType Type { get => throw null; set => throw null; }
    protected Token() { }
    public static Akka.Configuration.Hocon.Token Key(string key)=> throw null;
    public static Akka.Configuration.Hocon.Token LiteralValue(string value)=> throw null;
    public static Akka.Configuration.Hocon.Token Substitution(string path)=> throw null;
    public string Value { get => throw null; set => throw null; }
}
public enum TokenType { Comment = 0, Key = 1, LiteralValue = 2, Assign = 3, ObjectStart = 4, ObjectEnd = 5, Dot = 6, EoF = 7, ArrayStart = 8, ArrayEnd = 9, Comma = 10, Substitute = 11, Include = 12 }
public partial class Tokenizer
{
    internal Tokenizer() { }
    public Tokenizer(string text) { }
    public Char Peek()=> throw null;
    public Char Take()=> throw null;
    public bool EoF { get => throw null; }
    public bool Matches(params string[] patterns)=> throw null;
    public bool Matches(string pattern)=> throw null;
    protected string PickErrorLine(out int index)=> throw null;
    public string Take(int length)=> throw null;
    public void Pop()=> throw null;
    public void PullWhitespace()=> throw null;
    public void Push()=> throw null;
}
