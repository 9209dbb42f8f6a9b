using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Architecture.Tests;

/// <summary>One thing that a type's code mentions: a member of another type ("Namespace.Type::Member"), or a string literal.</summary>
internal readonly record struct Mention(string InType, string What, bool IsText);

/// <summary>Reads an assembly's metadata and IL (ECMA-335) without loading it.</summary>
internal sealed class CodeReferences : IDisposable
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    public CodeReferences(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
    }

    public void Dispose() => _file.Dispose();

    public IEnumerable<string> Assemblies =>
        _metadata.AssemblyReferences.Select(h => _metadata.GetString(_metadata.GetAssemblyReference(h).Name));

    public IEnumerable<Mention> Mentions()
    {
        foreach (var typeHandle in _metadata.TypeDefinitions)
        {
            var type = _metadata.GetTypeDefinition(typeHandle);
            var name = Name(typeHandle);
            foreach (var methodHandle in type.GetMethods())
            {
                var method = _metadata.GetMethodDefinition(methodHandle);
                if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
                    yield return new Mention(name, $"extern::{_metadata.GetString(method.Name)}", false);
                if (method.RelativeVirtualAddress == 0) continue;
                foreach (var mention in InBody(name, _file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!))
                    yield return mention;
            }
        }
    }

    private IEnumerable<Mention> InBody(string inType, byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            short value = il[at++];
            if (value == 0xFE) value = (short)(0xFE00 | il[at++]);
            var code = OpCodesByValue[value];
            var operand = at;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
            switch (code.OperandType)
            {
                case OperandType.InlineString:
                    yield return new Mention(inType, _metadata.GetUserString(MetadataTokens.UserStringHandle(BitConverter.ToInt32(il, operand) & 0xFFFFFF)), true);
                    break;
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    var what = Describe(MetadataTokens.EntityHandle(BitConverter.ToInt32(il, operand)));
                    if (what.Length > 0) yield return new Mention(inType, what, false);
                    break;
            }
        }
    }

    private string Describe(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodSpecification:
                return Describe(_metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                return $"{Name(member.Parent)}::{_metadata.GetString(member.Name)}";
            case HandleKind.MethodDefinition:
                var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return $"{Name(method.GetDeclaringType())}::{_metadata.GetString(method.Name)}";
            case HandleKind.TypeReference or HandleKind.TypeDefinition:
                return Name(handle) + "::";
            default:
                return "";
        }
    }

    private string Name(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                var definition = _metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                var outer = definition.GetDeclaringType();
                return outer.IsNil
                    ? Joined(definition.Namespace, definition.Name)
                    : $"{Name(outer)}+{_metadata.GetString(definition.Name)}";
            case HandleKind.TypeReference:
                var reference = _metadata.GetTypeReference((TypeReferenceHandle)handle);
                return Joined(reference.Namespace, reference.Name);
            default:
                return "";
        }
    }

    private string Joined(StringHandle ns, StringHandle name) => ns.IsNil ? _metadata.GetString(name) : $"{_metadata.GetString(ns)}.{_metadata.GetString(name)}";
}
