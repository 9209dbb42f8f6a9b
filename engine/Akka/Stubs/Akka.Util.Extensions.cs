using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Util.Extensions;

public static partial class ObjectExtensions
{
    public static Akka.Util.Option<T> AsOption<T>(this T obj)=> throw null;
}
