using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Annotations;

public sealed partial class ApiMayChangeAttribute : Attribute
{
    public ApiMayChangeAttribute() { }
}
public sealed partial class DoNotInheritAttribute : Attribute
{
    public DoNotInheritAttribute() { }
}
public sealed partial class InternalApiAttribute : Attribute
{
    public InternalApiAttribute() { }
}
public sealed partial class InternalStableApiAttribute : Attribute
{
    public InternalStableApiAttribute() { }
}
