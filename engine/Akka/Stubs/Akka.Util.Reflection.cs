using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Util.Reflection;

public static partial class ExpressionExtensions
{
    public static object[] GetArguments(this NewExpression newExpression)=> throw null;
}
public static partial class TypeCache
{
    public static Type GetType(string typeName)=> throw null;
}
