using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Failures;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Reading;

/// <summary>One look at what a service has: makes the reads, each in the account of what is read, and keeps what was seen as evidence.</summary>
internal sealed class AwsLook
{
    private readonly List<Evidence> evidence;
    private readonly AwsClients clients;
    private readonly BackoutId backout;
    private readonly AwsSession session;
    private readonly TimeProvider time;
    private readonly CancellationToken cancellationToken;

    /// <param name="clients">Opens the sessions.</param>
    /// <param name="service">What the service has.</param>
    /// <param name="backout">The backout that looks.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public AwsLook(AwsClients clients, AwsService service, BackoutId backout, TimeProvider time, CancellationToken cancellationToken)
        : this([], clients, service, service.Own, backout, time, cancellationToken)
    {
    }

    private AwsLook(List<Evidence> evidence, AwsClients clients, AwsService service, AwsAccount account, BackoutId backout, TimeProvider time, CancellationToken cancellationToken)
    {
        (this.evidence, this.clients, Service, this.backout, this.time, this.cancellationToken) = (evidence, clients, service, backout, time, cancellationToken);
        session = clients.Reader(account, backout);
    }

    /// <summary>What the service has.</summary>
    public AwsService Service { get; }

    /// <summary>Stops looking.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What was seen so far.</summary>
    public IReadOnlyList<Evidence> Evidence => evidence;

    /// <summary>The same look in another account; what it sees is kept with the rest.</summary>
    public AwsLook In(AwsAccount account) => new(evidence, clients, Service, account, backout, time, cancellationToken);

    /// <summary>The same look in the account and region of an ARN.</summary>
    public AwsLook At(string arn) => In(Service.AccountOf(arn));

    /// <summary>Makes one read.</summary>
    public Task<T> CallAsync<T>(string api, string resource, Func<AwsSession, CancellationToken, Task<T>> call)
        where T : AmazonWebServiceResponse =>
        session.CallAsync(api, resource, call, cancellationToken);

    /// <summary>What is to be thrown where an answer lacks what each of its kind has.</summary>
    /// <param name="api">The IAM action.</param>
    /// <param name="resource">What it is about, for people.</param>
    /// <param name="lacking">What it lacks, for people.</param>
    public AwsCallException Unusable(string api, string resource, string lacking)
    {
        var cause = new UnusableAnswerException(lacking);
        return new AwsCallException(AwsFailure.Of(cause, new AwsCall(api, resource, session.RoleArn)), cause);
    }

    /// <summary>Keeps what an answer said.</summary>
    /// <param name="api">The IAM action.</param>
    /// <param name="answer">The answer; of several pages, the last.</param>
    /// <param name="facts">What was read from it, one fact a line, in a fixed order. Their digest lets an auditor hold a later look against this one.</param>
    /// <param name="figures">What of it people want to see.</param>
    public void Saw(string api, AmazonWebServiceResponse answer, IEnumerable<string> facts, params IEnumerable<(string Name, string Value)> figures) =>
        Saw(api, answer.ResponseMetadata?.RequestId ?? "", facts, figures);

    /// <summary>Keeps what was seen by another way than AWS's API.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="requestId">The id of the request; empty where there is none.</param>
    /// <param name="facts">What was seen, one fact a line.</param>
    /// <param name="figures">What of it people want to see.</param>
    public void Saw(string call, string requestId, IEnumerable<string> facts, params IEnumerable<(string Name, string Value)> figures)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts)));
        evidence.Add(new Evidence(
            call,
            requestId,
            time.GetUtcNow(),
            Convert.ToHexStringLower(digest),
            figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal)));
    }
}
