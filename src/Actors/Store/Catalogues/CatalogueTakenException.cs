namespace Muster.Actors.Store.Catalogues;

/// <summary>A later coordinator writes this catalogue.</summary>
internal sealed class CatalogueTakenException() : Exception("A later coordinator writes the catalogue now.");
