using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using BackoutBot.Aws.Clients;
using BackoutBot.Core.Checklists;

namespace BackoutBot.Aws.Reading;

/// <summary>One look at the account: makes the reads, and keeps what was seen as evidence.</summary>
internal sealed class AwsLook(AwsSession session, TimeProvider time, CancellationToken cancellationToken)
{
    private readonly List<Evidence> evidence = [];

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<Evidence> Evidence => evidence;

    /// <summary>Makes one read.</summary>
    public Task<T> CallAsync<T>(string api, string resource, Func<AwsSession, CancellationToken, Task<T>> call)
        where T : AmazonWebServiceResponse =>
        session.CallAsync(api, resource, call, cancellationToken);

    /// <summary>Keeps what an answer said.</summary>
    /// <param name="api">The IAM action.</param>
    /// <param name="answer">The answer; of several pages, the last.</param>
    /// <param name="facts">What was read from it, one fact a line, in a fixed order. Their digest lets an auditor hold a later look against this one.</param>
    /// <param name="figures">What of it people want to see.</param>
    public void Saw(string api, AmazonWebServiceResponse answer, IEnumerable<string> facts, params IEnumerable<(string Name, string Value)> figures)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts)));
        evidence.Add(new Evidence(
            api,
            answer.ResponseMetadata?.RequestId ?? "",
            time.GetUtcNow(),
            Convert.ToHexStringLower(digest),
            figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal)));
    }
}
