namespace Akka.Annotations;

/// <summary>Marks what may still change.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class ApiMayChangeAttribute : Attribute
{
}

/// <summary>Marks what users must not derive from.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class DoNotInheritAttribute : Attribute
{
}

/// <summary>Marks what is public only for other assemblies of the engine.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class InternalApiAttribute : Attribute
{
}

/// <summary>Marks what is internal but kept as it is.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class InternalStableApiAttribute : Attribute
{
}
