using BackoutBot.Core.Ids;

namespace BackoutBot.Core.Cards;

/// <summary>
/// The live card, in meaning only: what each platform's renderer turns into Block Kit, an Adaptive Card or HTML. All texts are
/// plain; whatever others wrote in them is escaped by the renderer.
/// </summary>
/// <param name="Backout">The backout that the card is about.</param>
/// <param name="Title">Service and environment.</param>
/// <param name="Tone">How it stands, at a glance.</param>
/// <param name="State">The phase in a few words.</param>
/// <param name="Now">One or two sentences: what happens now.</param>
/// <param name="Waiting">Who must act; null where nobody must.</param>
/// <param name="Progress">How far the rollback is; null while there is none.</param>
/// <param name="Facts">Short facts, in order.</param>
/// <param name="Steps">The plan's steps; empty while there is no plan.</param>
/// <param name="Checks">The checklist items that have a result.</param>
/// <param name="Cautions">What can't be undone or may surprise.</param>
/// <param name="Buttons">What can be pressed now; a button that no longer applies is gone.</param>
/// <param name="Footer">Backout id, plan hash and time.</param>
public sealed record Card(
    BackoutId Backout,
    string Title,
    CardTone Tone,
    string State,
    string Now,
    string? Waiting,
    CardProgress? Progress,
    IReadOnlyList<CardFact> Facts,
    IReadOnlyList<CardStep> Steps,
    IReadOnlyList<CardCheck> Checks,
    IReadOnlyList<string> Cautions,
    IReadOnlyList<CardButton> Buttons,
    string Footer);
