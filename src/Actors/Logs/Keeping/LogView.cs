using System.Collections.Immutable;
using Muster.Actors.Logs.Blocks;

namespace Muster.Actors.Logs.Keeping;

/// <summary>Everything that is stored at a moment, for a search: it does not change when more comes in. A file of it may be removed meanwhile.</summary>
/// <param name="Blocks">On disk.</param>
/// <param name="Open">In memory still.</param>
/// <param name="LastSequence">Of the latest record; 0 without any.</param>
internal sealed record LogView(ImmutableArray<BlockAt> Blocks, ImmutableArray<Block> Open, long LastSequence);
