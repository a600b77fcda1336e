using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using BackoutBot.Sandbox.Account;
using BackoutBot.Sandbox.Calls;
using BackoutBot.Sandbox.Faults;
using BackoutBot.Sandbox.Signing;

namespace BackoutBot.Sandbox.Wire;

/// <summary>The one endpoint of all services: who sent it, what is wanted, may they, then act, log and answer.</summary>
internal sealed partial class AwsEndpoint(ApiCatalog catalog, Authenticator authenticator, FaultBook faults, SandboxAccount account, CallLog log, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var raw = await RawRequest.ReadAsync(context);
        var call = new Entry(raw, AccountIds.NewRequestId());
        AwsApi api;
        try
        {
            api = call.Api = catalog.Find(raw);
        }
        catch (AwsException e)
        {
            await ReplyWriter.WriteAsync(context, catalog.Shape(raw), e, call.RequestId);
            return;
        }

        try
        {
            call.Principal = authenticator.Authenticate(api, raw);
            call.Request = RequestReader.Read(api, raw);
            Authorize(api, call.Principal, call.Request);
            call.Fault = faults.Take(api.Name, call.Request.Operation.Name, call.Request.Operation.Resource(call.Request));
            await SufferAsync(api, call, context.RequestAborted);
        }
        catch (AwsException e)
        {
            Log(call, e);
            await ReplyWriter.WriteAsync(context, api, e, call.RequestId);
            return;
        }

        var (reply, error) = Act(call);
        if (call.Fault?.Kind == FaultKind.LoseResponse)
        {
            context.Abort();
        }
        else if (error is not null)
        {
            await ReplyWriter.WriteAsync(context, api, error, call.RequestId);
        }
        else
        {
            await ReplyWriter.WriteAsync(context, api, call.Request.Operation.Name, reply!, call.RequestId);
        }
    }

    private static void Authorize(AwsApi api, Principal principal, AwsRequest request)
    {
        // GetCallerIdentity needs no permission: "No permissions are required to perform this operation".
        if (request.Operation.Name != "GetCallerIdentity" && !principal.May($"{api.Name}:{request.Operation.Permission(request)}"))
        {
            throw CommonErrors.AccessDenied(api, principal.Arn, request.Operation.Permission(request), request.Operation.Resource(request));
        }
    }

    private async Task SufferAsync(AwsApi api, Entry call, CancellationToken aborted)
    {
        switch (call.Fault?.Kind)
        {
            case FaultKind.Throttle: throw CommonErrors.Throttled(api);
            case FaultKind.Fail: throw CommonErrors.Failed(api);
            case FaultKind.Deny: throw CommonErrors.AccessDenied(api, call.Principal!.Arn, call.Request!.Operation.Permission(call.Request), call.Request.Operation.Resource(call.Request));
            case FaultKind.Stall: await Task.Delay(TimeSpan.FromMilliseconds(call.Fault.DelayMs), time, aborted); break;
            default: break;
        }
    }

    // What the operation did, its entry in the log and the account are saved as one.
    private (Reply? Reply, AwsException? Error) Act(Entry call)
    {
        var operation = call.Request!.Operation;
        return operation.Saved ? account.Change(Perform) : account.Read(Perform);

        (Reply? Reply, AwsException? Error) Perform(AccountState state, DateTimeOffset now)
        {
            var context = new OperationCall { State = state, Now = now, Principal = call.Principal!, Request = call.Request! };
            try
            {
                var reply = operation.Handle(context);
                log.Enter(state, call.Record(now, null, context));
                return (reply, null);
            }
            catch (AwsException e)
            {
                log.Enter(state, call.Record(now, e, null));
                return (null, e);
            }
        }
    }

    private void Log(Entry call, AwsException error)
    {
        if (call.Request?.Operation.Mutating == true)
        {
            account.Change((state, now) => Enter(state, now));
        }
        else
        {
            account.Read((state, now) => Enter(state, now));
        }

        bool Enter(AccountState state, DateTimeOffset now)
        {
            log.Enter(state, call.Record(now, error, null));
            return true;
        }
    }

    // A confirmation's token is a secret of its subscription.
    private static string Redacted(string body) => Token().Replace(body, "Token=(redacted)");

    [GeneratedRegex("(?<=^|&)Token=[^&]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Token();

    private sealed class Entry(RawRequest raw, string requestId)
    {
        public string RequestId { get; } = requestId;
        public AwsApi? Api { get; set; }
        public Principal? Principal { get; set; }
        public AwsRequest? Request { get; set; }
        public Fault? Fault { get; set; }

        public CallRecord Record(DateTimeOffset now, AwsException? error, OperationCall? done)
        {
            var mutating = Request?.Operation.Mutating ?? false;
            return new CallRecord
            {
                Sequence = 0,
                Time = now,
                RequestId = RequestId,
                Service = Api!.Name,
                Operation = Request?.Operation.Name ?? "?",
                Mutating = mutating,
                Principal = Principal is null ? null : CallPrincipal.Of(Principal),
                RequestDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{raw.Method} {raw.Path}?{raw.QueryString}\n{raw.BodyDigest}"))),
                Request = mutating ? Redacted(raw.Text) : null,
                Outcome = error?.Code ?? "ok",
                Message = error?.Message,
                Fault = Fault?.Kind.ToString(),
                Evidence = done?.Evidence,
                Effect = done?.Effect,
                Resource = done?.Resource,
                Changed = done?.Changed ?? false,
            };
        }
    }
}
