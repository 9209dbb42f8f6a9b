using System.Text;
using System.Text.RegularExpressions;

namespace Engine.Api.Tests.StandIns;

/// <summary>
/// Writes a listed assembly as C# without behaviour. The product compiled against it sees every overload that the real packages have,
/// so an ambiguity or a member that only the embedded engine offers shows up here.
/// </summary>
internal sealed partial class TypeSource(Surface assembly)
{
    /// <summary>Members that a class implements explicitly: metadata does not list them, the compiler wants them.</summary>
    private static readonly Dictionary<string, string[]> Explicit = new()
    {
        ["Akka.Actor.ActorBase"] = ["IActorContext IInternalActor.ActorContext"],
        ["Akka.Actor.ReceiveActor"] = ["void Akka.Actor.Internal.IInitializableActor.Init()"],
        ["Akka.Actor.SchedulerBase"] =
        [
            "void IActionScheduler.ScheduleOnce(TimeSpan a, Action b)", "void IActionScheduler.ScheduleOnce(TimeSpan a, Action b, ICancelable c)",
            "void IActionScheduler.ScheduleRepeatedly(TimeSpan a, TimeSpan b, Action c)", "void IActionScheduler.ScheduleRepeatedly(TimeSpan a, TimeSpan b, Action c, ICancelable d)",
            "void ITellScheduler.ScheduleTellOnce(TimeSpan a, ICanTell b, object c, IActorRef d)", "void ITellScheduler.ScheduleTellOnce(TimeSpan a, ICanTell b, object c, IActorRef d, ICancelable e)",
            "void ITellScheduler.ScheduleTellRepeatedly(TimeSpan a, TimeSpan b, ICanTell c, object d, IActorRef e)",
            "void ITellScheduler.ScheduleTellRepeatedly(TimeSpan a, TimeSpan b, ICanTell c, object d, IActorRef e, ICancelable f)",
            "IAdvancedScheduler IScheduler.Advanced", "DateTimeOffset ITimeProvider.Now",
        ],
        ["Akka.Actor.Dsl.Act"] = ["void IActorDsl.UnbecomeStacked()"],
        ["Akka.Actor.ActorProducerPipeline"] = ["IEnumerator IEnumerable.GetEnumerator()"],
        ["Akka.Actor.ActorProducerPluginBase<TActor>"] = ["void IActorProducerPlugin.AfterIncarnated(ActorBase a, IActorContext b)", "void IActorProducerPlugin.BeforeIncarnated(ActorBase a, IActorContext b)"],
        ["Akka.Actor.Address"] = ["int IComparable.CompareTo(object o)"],
        ["Akka.Actor.ActorCell"] =
        [
            "IActorRef IActorContext.Child(string name)", "void IUntypedActorContext.Become(UntypedReceive r)", "void IUntypedActorContext.BecomeStacked(UntypedReceive r)",
            "IEnumerable<IActorRef> IActorContext.GetChildren()", "IActorRef IActorContext.Parent",
        ],
        ["Akka.Actor.ExtensionIdProvider<T>"] = ["object IExtensionId.Apply(ActorSystem s)", "object IExtensionId.CreateExtension(ExtendedActorSystem s)", "object IExtensionId.Get(ActorSystem s)"],
        ["Akka.Actor.FSM<TState, TData>"] =
        [
            "void Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>.ApplyState(FSMBase.State<TState, TData> s)",
            "bool Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive",
        ],
        ["Akka.Event.LoggerMailbox"] =
        [
            "void Akka.Dispatch.MessageQueues.IMessageQueue.CleanUp(Akka.Actor.IActorRef a, Akka.Dispatch.MessageQueues.IMessageQueue b)", "int Akka.Dispatch.MessageQueues.IMessageQueue.Count",
            "bool Akka.Dispatch.MessageQueues.IMessageQueue.HasMessages", "void Akka.Dispatch.MessageQueues.IMessageQueue.Enqueue(Akka.Actor.IActorRef a, Akka.Actor.Envelope b)",
            "bool Akka.Dispatch.MessageQueues.IMessageQueue.TryDequeue(out Akka.Actor.Envelope e)",
        ],
        ["Akka.IO.ByteString"] = ["IEnumerator IEnumerable.GetEnumerator()"],
        ["Akka.IO.Tcp.CompoundWrite"] = ["IEnumerator IEnumerable.GetEnumerator()"],
        ["Akka.Util.ConcurrentSet<T>"] =
        [
            "void ICollection<T>.Add(T t)", "void ICollection<T>.CopyTo(T[] a, int b)", "bool ICollection<T>.IsReadOnly", "bool ICollection<T>.Remove(T t)",
            "IEnumerator IEnumerable.GetEnumerator()", "IEnumerator<T> IEnumerable<T>.GetEnumerator()",
        ],
    };

    private static readonly string[] ActorRef =
    [
        "Akka.Actor.ActorPath Akka.Actor.IActorRef.Path", "bool Akka.Actor.IActorRefScope.IsLocal", "void Akka.Actor.ICanTell.Tell(object a, Akka.Actor.IActorRef b)",
        "int IComparable<Akka.Actor.IActorRef>.CompareTo(Akka.Actor.IActorRef o)", "bool IEquatable<Akka.Actor.IActorRef>.Equals(Akka.Actor.IActorRef o)",
        "Akka.Actor.IActorRef Akka.Actor.IInternalActorRef.GetChild(IReadOnlyList<string> n)", "bool Akka.Actor.IInternalActorRef.IsTerminated",
        "Akka.Actor.IInternalActorRef Akka.Actor.IInternalActorRef.Parent", "Akka.Actor.IActorRefProvider Akka.Actor.IInternalActorRef.Provider",
        "void Akka.Actor.IInternalActorRef.Restart(Exception e)", "void Akka.Actor.IInternalActorRef.Resume(Exception e)", "void Akka.Actor.IInternalActorRef.Start()",
        "void Akka.Actor.IInternalActorRef.Stop()", "void Akka.Actor.IInternalActorRef.Suspend()",
        "Akka.Util.ISurrogate Akka.Util.ISurrogated.ToSurrogate(Akka.Actor.ActorSystem s)",
    ];

    private static readonly string[] NeedsOtherFrameworks =
        ["Akka.Configuration.Hocon.AkkaConfigurationSection", "Akka.Configuration.Hocon.HoconConfigurationElement", "Akka.Configuration.Hocon.CDataConfigurationElement"];

    private readonly HashSet<string> _names = [.. assembly.Types.Keys.Select(Bare)];
    private readonly Dictionary<string, List<(string Name, SurfaceType Type)>> _nested = [];

    public string Write()
    {
        var top = new SortedDictionary<string, List<(string Name, SurfaceType Type)>>(StringComparer.Ordinal);
        foreach (var type in assembly.Types.Values.Where(t => !NeedsOtherFrameworks.Contains(t.Name)))
        {
            var at = LastDot(type.Name);
            var (owner, name) = (type.Name[..at], type.Name[(at + 1)..]);
            if (_names.Contains(Bare(owner))) Add(_nested, owner, (name, type));
            else Add(top, owner, (name, type));
        }

        var text = new StringBuilder("""
            using System; using System.Collections; using System.Collections.Concurrent; using System.Collections.Generic; using System.Collections.Immutable;
            using System.IO; using System.Linq; using System.Linq.Expressions; using System.Net; using System.Net.Sockets; using System.Reflection;
            using System.Runtime.Serialization; using System.Security.Cryptography.X509Certificates; using System.Text; using System.Text.RegularExpressions;
            using System.Threading; using System.Threading.Tasks; using System.Runtime.CompilerServices;
            #pragma warning disable

            """);
        foreach (var (ns, types) in top)
        {
            text.Append("namespace ").Append(ns).Append("\n{\n");
            foreach (var (name, type) in types) Write(text, name, type);
            text.Append("}\n");
        }

        return text.ToString();

        static void Add(IDictionary<string, List<(string, SurfaceType)>> map, string key, (string, SurfaceType) value)
        {
            if (!map.TryGetValue(key, out var list)) map[key] = list = [];
            list.Add(value);
        }
    }

    private void Write(StringBuilder text, string name, SurfaceType type)
    {
        var match = Header().Match(type.Declaration);
        var (modifier, kind, bases, where) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[4].Value, match.Groups[5].Value);
        if (match.Groups[6].Success) text.Append("[System.Obsolete] ");
        if (kind == "enum")
        {
            text.Append($"public enum {name} {{ {string.Join(", ", type.Members)} }}\n");
            return;
        }

        if (kind == "delegate")
        {
            var invoke = type.Members.Single();
            var at = invoke.IndexOf(" Invoke(", StringComparison.Ordinal);
            text.Append($"public delegate {invoke[..at]} {name}({MemberSource.Parameters(invoke[(at + 8)..^1])});\n");
            return;
        }

        text.Append($"public {modifier} partial {kind} {name}{(bases.Length > 0 ? " : " + bases : "")}{where}\n{{\n");
        var bare = Bare(name);
        if (kind == "class" && modifier.Trim() != "static" && !type.Members.Any(m => m.Contains(".ctor()", StringComparison.Ordinal)))
            text.Append($"internal {bare}(){(bases.StartsWith("Xunit.", StringComparison.Ordinal) ? " : base(\"\")" : "")} {{ }}\n");
        var toBase = bases.StartsWith("Xunit.Sdk.XunitException", StringComparison.Ordinal) ? " : base(\"\")" : "";
        foreach (var line in type.Members) text.Append(MemberSource.Write(bare, kind, line, toBase)).Append('\n');
        foreach (var line in ExplicitMembers(type.Name)) text.Append(line).Append(" => throw null;\n");
        foreach (var (inner, nested) in _nested.GetValueOrDefault(type.Name, [])) Write(text, inner, nested);
        text.Append("}\n");
    }

    private static IEnumerable<string> ExplicitMembers(string type) => type switch
    {
        "Akka.Cluster.Member" or "Akka.Cluster.UniqueAddress" => ["int IComparable.CompareTo(object o)"],
        "Akka.TestKit.TestProbe" => ActorRef,
        "Akka.TestKit.TestActorRefBase<TActor>" => ActorRef[1..],
        _ => Explicit.GetValueOrDefault(type, []),
    };

    private static int LastDot(string name)
    {
        var depth = 0;
        for (var i = name.Length - 1; ; i--)
        {
            if (name[i] == '>') depth++;
            if (name[i] == '<') depth--;
            if (name[i] == '.' && depth == 0) return i;
        }
    }

    private static string Bare(string name) => Generics().Replace(name, "");

    [GeneratedRegex("<[^<>]*(?:<[^<>]*>[^<>]*)*>")]
    private static partial Regex Generics();

    [GeneratedRegex(@"^(?:(abstract|sealed|static) )?(class|struct|interface|enum|delegate) (\S.*?)(?: : (.*?))?( where .*?)?( \[Obsolete\])?$")]
    private static partial Regex Header();
}
