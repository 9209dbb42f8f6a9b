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
