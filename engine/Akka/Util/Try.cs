namespace Akka.Util;

/// <summary>The outcome of a computation: its value or its exception.</summary>
public class Try<T>
{
    public Try(T success)
    {
        Success = Option<T>.Create(success);
        Failure = Option<Exception>.None;
    }

    public Try(Exception failure)
    {
        Success = Option<T>.None;
        Failure = Option<Exception>.Create(failure);
    }

    public Option<T> Success { get; }

    public Option<Exception> Failure { get; }

    public bool IsSuccess => Failure.IsEmpty;

    public static Try<T> From(Func<T> func)
    {
        try
        {
            return new Try<T>(func());
        }
        catch (Exception e)
        {
            return new Try<T>(e);
        }
    }

    public static implicit operator Try<T>(T value) => new(value);

    public T Get() => IsSuccess ? Success.Value : throw Failure.Value;

    public Try<T> GetOrElse(Func<T> fallback) => IsSuccess ? this : From(fallback);

    public Try<T> OrElse(Try<T> @default) => IsSuccess ? this : @default;

    public Try<T> Recover(Action<Exception> failureHandler)
    {
        if (IsSuccess)
            return this;
        try
        {
            failureHandler(Failure.Value);
            return this;
        }
        catch (Exception e)
        {
            return new Try<T>(e);
        }
    }

    public Try<T> RecoverWith(Func<Exception, Try<T>> failureHandler)
    {
        if (IsSuccess)
            return this;
        try
        {
            return failureHandler(Failure.Value);
        }
        catch (Exception e)
        {
            return new Try<T>(e);
        }
    }
}
