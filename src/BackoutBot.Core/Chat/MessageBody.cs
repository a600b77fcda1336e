using System.Text.Json.Serialization;
using BackoutBot.Core.Cards;

namespace BackoutBot.Core.Chat;

/// <summary>What a message says. All texts but a document's are plain: the renderer escapes them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$body")]
[JsonDerivedType(typeof(CardBody), "card")]
[JsonDerivedType(typeof(TextBody), "text")]
[JsonDerivedType(typeof(DocumentBody), "document")]
public abstract record MessageBody;

/// <summary>The live card.</summary>
public sealed record CardBody(Card Card) : MessageBody;

/// <summary>A headline and, under it, lines.</summary>
/// <param name="Tone">How it looks.</param>
/// <param name="Headline">One sentence.</param>
/// <param name="Lines">More, a line each.</param>
public sealed record TextBody(CardTone Tone, string Headline, IReadOnlyList<string> Lines) : MessageBody;

/// <summary>A document in CommonMark whose inserted texts were escaped when it was generated: the post-mortem.</summary>
/// <param name="Title">The document's title.</param>
/// <param name="Markdown">The document.</param>
public sealed record DocumentBody(string Title, string Markdown) : MessageBody;
