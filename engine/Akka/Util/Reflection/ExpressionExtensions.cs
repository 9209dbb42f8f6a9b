using System.Linq.Expressions;
using System.Reflection;

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
            case MemberExpression { Member: FieldInfo { IsStatic: true } field }:
                return field.GetValue(null);
            case MemberExpression { Member: FieldInfo field } member:
                return field.GetValue(Evaluate(member.Expression) ?? throw new NullReferenceException($"[{member.Expression}] is null"));
            case UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type):
                return Evaluate(convert.Operand);
            default:
                return Expression.Lambda<Func<object>>(Expression.Convert(expression, typeof(object))).Compile(NeedsNoCompiler.Holds(expression))();
        }
    }

    /// <summary>
    /// Interpreting is cheaper for what runs once. A lambda among the arguments is kept by the actor and runs often; and where a variable is
    /// passed by reference the interpreter passes a copy and writes it back, so that an Interlocked call on it is not atomic any more.
    /// </summary>
    private sealed class NeedsNoCompiler : ExpressionVisitor
    {
        private bool _holds = true;

        internal static bool Holds(Expression expression)
        {
            var search = new NeedsNoCompiler();
            search.Visit(expression);
            return search._holds;
        }

        public override Expression Visit(Expression node) => _holds ? base.Visit(node) : node;

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _holds = false;
            return node;
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            LookAt(node.Method);
            return base.VisitMethodCall(node);
        }

        protected override Expression VisitNew(NewExpression node)
        {
            if (node.Constructor != null) LookAt(node.Constructor);
            return base.VisitNew(node);
        }

        private void LookAt(MethodBase method)
        {
            foreach (var parameter in method.GetParameters())
                if (parameter.ParameterType.IsByRef) _holds = false;
        }
    }
}
