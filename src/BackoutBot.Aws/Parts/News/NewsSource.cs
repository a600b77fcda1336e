using BackoutBot.Aws.Resources;

namespace BackoutBot.Aws.Parts.News;

/// <summary>Something of the service that is only heard of.</summary>
internal sealed record NewsSource(NewsKind Kind, string Name) : AwsResource;
