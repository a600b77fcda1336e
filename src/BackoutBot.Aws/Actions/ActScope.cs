using Amazon.Runtime;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;

namespace BackoutBot.Aws.Actions;

/// <summary>One approved act: looks by the read role, changes by the write role.</summary>
internal sealed class ActScope(StepExecution execution, AwsServiceResources resources, AwsLook look, AwsSession writer, CancellationToken cancellationToken)
{
    public StepExecution Execution => execution;

    public AwsServiceResources Resources => resources;

    public AwsLook Look => look;

    /// <summary>Makes one call that changes something. It is made once.</summary>
    public Task<T> ChangeAsync<T>(string api, string resource, Func<AwsSession, CancellationToken, Task<T>> call)
        where T : AmazonWebServiceResponse =>
        writer.CallAsync(api, resource, call, cancellationToken);
}
