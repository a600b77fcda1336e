using Amazon.Runtime;
using BackoutBot.Aws.Clients;
using BackoutBot.Aws.Reading;
using BackoutBot.Aws.Resources;
using BackoutBot.Core.Actions;

namespace BackoutBot.Aws.Actions;

/// <summary>One approved act: looks by the read role, changes by the write role, each in the account of what it is about.</summary>
internal sealed class ActScope(StepExecution execution, AwsLook look, AwsClients clients, CancellationToken cancellationToken)
{
    public StepExecution Execution => execution;

    public AwsService Resources => look.Service;

    public AwsLook Look => look;

    /// <summary>Makes one call that changes something. It is made once, and not at all while nothing may be written.</summary>
    public Task<T> ChangeAsync<T>(AwsAccount account, string api, string resource, Func<AwsSession, CancellationToken, Task<T>> call)
        where T : AmazonWebServiceResponse =>
        clients.WriteAsync(account, execution, api, resource, call, cancellationToken);
}
