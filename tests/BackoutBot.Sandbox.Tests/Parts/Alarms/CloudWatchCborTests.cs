using System.Text;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Parts.Alarms;

/// <summary>The frame of "Smithy RPC v2 CBOR", byte by byte.</summary>
public sealed class CloudWatchCborTests : IAsyncLifetime
{
    private const string NoMembers = "a0";
    private SandboxHost sandbox = null!;
    private SignedClient verify = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync();
        verify = await sandbox.AsAsync("bo-verify");
    }

    public async Task DisposeAsync() => await sandbox.DisposeAsync();

    [Theory]
    [InlineData("", "an empty body is an empty input")]
    [InlineData(NoMembers, "no members")]
    [InlineData("bfff", "no members, indefinite")]
    [InlineData("a1 69 4e657874546f6b656e f6", "NextToken: null")]
    [InlineData("a1 69 4e657874546f6b656e f7", "NextToken: undefined")]
    [InlineData("a1 6a 4d61785265636f726473 18 64", "MaxRecords: 100")]
    [InlineData("bf 6a 416c61726d4e616d6573 9f 7f 68 636865636b6f7574 68 2d6170692d357878 ff 74 636865636b6f75742d6170692d6c6174656e6379 ff ff", "AlarmNames, indefinite, the first in two pieces")]
    [InlineData("a1 64 4e657773 82 a1 61 61 f9 3e00 c1 1a 5f5e1000", "a member that nobody knows, with a list, a structure, a half and a time")]
    public async Task Given_a_form_that_the_protocol_allows_when_sent_then_the_alarms_come(string hex, string what)
    {
        var answer = await verify.CborAsync("DescribeAlarms", Hex(hex));
        Assert.True(answer.Status == 200, $"{what}: {answer.Body}");
        Assert.Equal(("application/cbor", "rpc-v2-cbor"), (answer.Headers["content-type"], answer.Headers["smithy-protocol"]));
        Assert.NotEmpty(answer.RequestId!);
        Assert.Equal(["checkout-api-5xx", "checkout-api-latency"], answer.Texts("AlarmName"));
    }

    [Theory]
    [InlineData("a1", "cut off")]
    [InlineData("bf", "never closed")]
    [InlineData("ff", "a stray break")]
    [InlineData("80", "a list")]
    [InlineData("f6", "null")]
    [InlineData("a0a0", "more after the end")]
    [InlineData("a1 01 02", "a member named by a number")]
    [InlineData("a1 6a 416c61726d4e616d6573 61 61", "AlarmNames: a text")]
    [InlineData("a1 6a 416c61726d4e616d6573 a1 61 61 61 61", "AlarmNames: a structure")]
    [InlineData("a1 6a 416c61726d4e616d6573 81 01", "AlarmNames: [1]")]
    [InlineData("a1 6a 416c61726d4e616d6573 81 f6", "AlarmNames: [null]")]
    [InlineData("a1 6f 416c61726d4e616d65507265666978 81 61 61", "AlarmNamePrefix: a list")]
    [InlineData("a1 6a 4d61785265636f726473 61 35", "MaxRecords: a text")]
    [InlineData("a1 6a 4d61785265636f726473 fb 4014000000000000", "MaxRecords: 5.0")]
    [InlineData("a1 6a 4d61785265636f726473 1b ffffffffffffffff", "MaxRecords: beyond any integer of the API")]
    [InlineData("a1 69 4e657874546f6b656e 62 c328", "NextToken: no UTF-8")]
    [InlineData("a1 69 4e657874546f6b656e c1 01", "NextToken: a time")]
    [InlineData("a2 69 4e657874546f6b656e 61 30 69 4e657874546f6b656e 61 31", "NextToken twice")]
    [InlineData("{\"AlarmNames\":[]}", "JSON")]
    public async Task Given_a_body_that_is_no_such_structure_when_sent_then_it_is_the_senders_fault(string body, string what)
    {
        var answer = await verify.CborAsync("DescribeAlarms", body[0] == '{' ? Encoding.UTF8.GetBytes(body) : Hex(body));
        Assert.True(answer is { Status: 400, Code: "SerializationException" }, $"{what}: {answer.Status} {answer.Body}");
    }

    [Theory]
    [InlineData("AlarmNames")]
    [InlineData("ThatNobodyKnows")]
    public async Task Given_a_member_of_a_million_levels_when_sent_then_it_is_the_senders_fault_and_the_sandbox_lives(string member)
    {
        var deep = new byte[1_000_000];
        Array.Fill(deep, (byte)0x81);
        byte[] head = [0xA1, (byte)(0x60 + member.Length), .. Encoding.UTF8.GetBytes(member)];
        head.CopyTo(deep, 0);
        var refused = await verify.CborAsync("DescribeAlarms", deep);
        Assert.Equal((400, "SerializationException"), (refused.Status, refused.Code));
        (await verify.CborAsync("DescribeAlarms", Hex(NoMembers))).Ok();
    }

    [Theory]
    [InlineData("/v1/service/GraniteServiceVersion20100801/operation/")]
    [InlineData("/service/com.amazonaws.cloudwatch.GraniteServiceVersion20100801/operation/")]
    public async Task Given_a_prefix_or_the_services_whole_name_when_sent_then_it_is_found(string path) =>
        (await verify.CborAsync("DescribeAlarms", Hex(NoMembers), path: path)).Ok();

    [Theory]
    [InlineData("/service/GraniteServiceVersion20100801/operation/", "PutMetricAlarm")]
    [InlineData("/service/GraniteServiceVersion20100801/operation/", "com.amazonaws.cloudwatch.DescribeAlarms")]
    [InlineData("/service/SomeService/operation/", "DescribeAlarms")]
    [InlineData("/", "DescribeAlarms")]
    public async Task Given_another_service_or_operation_when_sent_then_it_is_not_known(string path, string operation)
    {
        var refused = await verify.CborAsync(operation, Hex(NoMembers), path: path);
        Assert.Equal((404, "UnknownOperationException"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Given_another_content_type_when_sent_then_it_is_refused()
    {
        var refused = await verify.CborAsync("DescribeAlarms", Hex(NoMembers), contentType: "application/json");
        Assert.Equal((400, "SerializationException"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Given_a_target_in_a_header_too_when_sent_then_it_is_refused()
    {
        var client = await ClientAsync(request => request.Headers.Add("X-Amzn-Target", "GraniteServiceVersion20100801.PutMetricAlarm"));
        var refused = await client.CborAsync("DescribeAlarms", Hex(NoMembers));
        Assert.Equal((400, "SerializationException"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("throttle", 400, "com.amazon.coral.service#ThrottlingException", "Throttling;Sender")]
    [InlineData("fail", 500, "com.amazon.coral.service#InternalFailure", "InternalFailure;Receiver")]
    [InlineData("deny", 403, "com.amazon.coral.service#AccessDeniedException", "AccessDenied;Sender")]
    public async Task Given_a_fault_when_a_call_is_hit_then_it_is_told_as_a_shape_and_to_who_asks_as_the_query_protocols_code(string kind, int status, string shape, string queryError)
    {
        await sandbox.FaultAsync("cloudwatch", "DescribeAlarms", kind, times: 2);
        var asked = await verify.CborAsync("DescribeAlarms", Hex(NoMembers), queryMode: true);
        Assert.Equal((status, shape, queryError), (asked.Status, (string)asked.Cbor["__type"]!, asked.Headers["x-amzn-query-error"]));
        Assert.NotEmpty((string)asked.Cbor["message"]!);
        var unasked = await verify.CborAsync("DescribeAlarms", Hex(NoMembers));
        Assert.Equal((status, shape), (unasked.Status, (string)unasked.Cbor["__type"]!));
        Assert.False(unasked.Headers.ContainsKey("x-amzn-query-error"));
        (await verify.CborAsync("DescribeAlarms", Hex(NoMembers))).Ok();
    }

    [Fact]
    public async Task Given_who_may_not_when_called_then_the_refusal_says_who_and_what()
    {
        var stranger = new SignedClient(sandbox.Http, SandboxHost.BaseKey, SandboxHost.BaseSecret);
        var refused = await stranger.CborAsync("DescribeAlarms", Hex(NoMembers), queryMode: true);
        Assert.Equal((403, "AccessDenied"), (refused.Status, refused.Code));
        Assert.Contains("is not authorized to perform: cloudwatch:DescribeAlarms", (string)refused.Cbor["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsigned", "MissingAuthenticationToken")]
    [InlineData("other body", "SignatureDoesNotMatch")]
    [InlineData("other token", "InvalidClientTokenId")]
    public async Task Given_a_signature_that_does_not_hold_when_called_then_it_is_refused_in_cbor(string how, string code)
    {
        var client = await ClientAsync(request =>
        {
            switch (how)
            {
                case "unsigned": request.Headers.Remove("Authorization"); break;
                case "other token":
                    request.Headers.Remove("X-Amz-Security-Token");
                    request.Headers.Add("X-Amz-Security-Token", "x");
                    break;
                default: request.Content = new ByteArrayContent(Hex("bfff")); break;
            }
        });
        var refused = await client.CborAsync("DescribeAlarms", Hex(NoMembers), queryMode: true);
        Assert.Equal((403, code), (refused.Status, refused.Code));
    }

    private async Task<SignedClient> ClientAsync(Action<HttpRequestMessage> tamper)
    {
        var credentials = await sandbox.AssumeAsync("bo-verify");
        return new SignedClient(sandbox.Http, credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken) { Tamper = tamper };
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
