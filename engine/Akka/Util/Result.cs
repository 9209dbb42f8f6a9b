using System.Runtime.ExceptionServices;

namespace Akka.Util;

/// <summary>Either a value or the exception that took its place.</summary>
public readonly struct Result<T> : IEquatable<Result<T>>
{
    public readonly bool IsSuccess;
    public readonly T Value;
    public readonly Exception Exception;

    public Result(T value)
    {
        IsSuccess = true;
        Value = value;
        Exception = null;
    }

    public Result(Exception exception)
    {
        IsSuccess = false;
        Value = default;
        Exception = exception;
    }

    public bool Equals(Result<T> other) =>
        IsSuccess == other.IsSuccess && EqualityComparer<T>.Default.Equals(Value, other.Value) && Equals(Exception, other.Exception);

    public override bool Equals(object obj) => obj is Result<T> other && Equals(other);

    public override int GetHashCode() => IsSuccess ? HashCode.Combine(true, Value) : HashCode.Combine(false, Exception);

    public static bool operator ==(Result<T> left, Result<T> right) => left.Equals(right);

    public static bool operator !=(Result<T> left, Result<T> right) => !left.Equals(right);

    public override string ToString() => IsSuccess ? $"Success ({Value})" : $"Failure ({Exception})";
}

public static class Result
{
    public static Result<T> Success<T>(T value) => new(value);

    public static Result<T> Failure<T>(Exception exception) => new(exception);

    public static Result<T> From<T>(Func<T> func)
    {
        try
        {
            return Success(func());
        }
        catch (Exception e)
        {
            return Failure<T>(e);
        }
    }

    /// <summary>The outcome of a task that has ended.</summary>
    public static Result<T> FromTask<T>(Task<T> task)
    {
        if (task.IsCanceled)
            return Failure<T>(new TaskCanceledException(task));
        if (task.IsFaulted)
            return Failure<T>(task.Exception);
        return task.IsCompletedSuccessfully
            ? Success(task.Result)
            : Failure<T>(ExceptionDispatchInfo.SetCurrentStackTrace(new InvalidOperationException("The task has not ended.")));
    }
}
