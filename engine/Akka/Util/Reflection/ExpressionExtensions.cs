using System.Linq.Expressions;

namespace Akka.Util.Reflection;

public static class ExpressionExtensions
{
    /// <summary>The values of a constructor call's arguments; constants and captured variables are read without compiling.</summary>
    public static object[] GetArguments(this NewExpression newExpression)
    {
        var values = new object[newExpression.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Evaluate(newExpression.Arguments[i]);
        return values;
    }

    private static object Evaluate(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case MemberExpression { Member: System.Reflection.FieldInfo field } member:
                return field.GetValue(member.Expression is null ? null : Evaluate(member.Expression));
            case MemberExpression { Member: System.Reflection.PropertyInfo property } member:
                return property.GetValue(member.Expression is null ? null : Evaluate(member.Expression));
            default:
                return Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
        }
    }
}
