using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackoutBot.Sandbox.Tests.Support;

namespace BackoutBot.Sandbox.Tests.Notifications;

public sealed class DeliveryTests : IAsyncLifetime
{
    private Webhook webhook = null!;
    private SandboxHost sandbox = null!;

    public async Task InitializeAsync()
    {
        webhook = await Webhook.StartAsync();
        sandbox = await SandboxHost.StartAsync(o => o with { Webhook = webhook.Address, DeliveryTimeout = TimeSpan.FromSeconds(2) });
    }

    public async Task DisposeAsync()
    {
        await sandbox.DisposeAsync();
        await webhook.DisposeAsync();
    }

    [Fact]
    public async Task Given_a_webhook_when_first_started_then_both_topics_ask_to_confirm_with_the_headers_of_sns()
    {
        Webhook.Delivery[] both = [await webhook.NextAsync(), await webhook.NextAsync()];
        Assert.Equal(
            ["arn:aws:sns:eu-west-1:123456789012:checkout-api-alarms", "arn:aws:sns:eu-west-1:123456789012:checkout-api-deployments"],
            both.Select(d => d["TopicArn"]).Order(StringComparer.Ordinal));
        Assert.All(both, d =>
        {
            Assert.Equal(("SubscriptionConfirmation", "SubscriptionConfirmation"), (d["Type"], d.Headers["x-amz-sns-message-type"]));
            Assert.Equal((d["MessageId"], d["TopicArn"]), (d.Headers["x-amz-sns-message-id"], d.Headers["x-amz-sns-topic-arn"]));
            Assert.False(d.Headers.ContainsKey("x-amz-sns-subscription-arn"));
            Assert.Equal("text/plain; charset=UTF-8", d.Headers["Content-Type"]);
            Assert.Equal("Amazon Simple Notification Service Agent", d.Headers["User-Agent"]);
            Assert.StartsWith("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=", d["SubscribeURL"], StringComparison.Ordinal);
        });
        await VerifyAsync(both[0], "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
    }

    [Fact]
    public async Task Given_the_story_when_confirmed_then_the_messages_come_as_aws_writes_them()
    {
        await webhook.ConfirmAsync(sandbox);
        var bad = await sandbox.BrokenAsync();
        var messages = await TakeAsync(4);

        var created = messages.Single(m => m["TopicArn"].EndsWith("checkout-api-deployments", StringComparison.Ordinal));
        Assert.Equal($"CREATED: AWS CodeDeploy {bad} in eu-west-1 to checkout-api", created["Subject"]);
        Assert.Equal("CREATED", (string)created.Message["status"]!);
        Assert.Matches(@"^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$", (string)created.Message["createTime"]!);
        Assert.Null(created.Message["completeTime"]);

        var alarm = messages.Single(m => m["Subject"] == "ALARM: \"checkout-api-5xx\" in EU (Ireland)");
        Assert.Equal(("OK", "ALARM"), ((string)alarm.Message["OldStateValue"]!, (string)alarm.Message["NewStateValue"]!));
        Assert.Equal("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx", (string)alarm.Message["AlarmArn"]!);
        Assert.Equal("checkout-api", (string)alarm.Message["Trigger"]!["Dimensions"]![0]!["value"]!);
        Assert.EndsWith("+0000", (string)alarm.Message["StateChangeTime"]!, StringComparison.Ordinal);
        await VerifyAsync(alarm, "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");

        var composite = messages.Single(m => m["Subject"].Contains("checkout-api-health", StringComparison.Ordinal));
        Assert.Null(composite.Message["Trigger"]);
        Assert.Contains("ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-api-5xx)", (string)composite.Message["AlarmRule"]!, StringComparison.Ordinal);
        Assert.NotEmpty(composite.Message["TriggeringChildren"]!.AsArray());
    }

    [Fact]
    public async Task Given_a_rollback_when_it_runs_then_stopped_created_and_succeeded_are_told()
    {
        await webhook.ConfirmAsync(sandbox);
        var bad = await sandbox.BrokenAsync();
        await TakeAsync(4);
        var exec = await sandbox.AsAsync("bo-exec");
        (await exec.CodeDeployAsync("StopDeployment", $$"""{"deploymentId":"{{bad}}","autoRollbackEnabled":true}""")).Ok();
        sandbox.Advance(20);
        var messages = (await TakeAsync(4)).Where(m => m["TopicArn"].EndsWith("deployments", StringComparison.Ordinal)).ToDictionary(m => (string)m.Message["status"]!, m => m.Message, StringComparer.Ordinal);

        Assert.Equal("MANUAL_STOP", (string)JsonNode.Parse((string)messages["STOPPED"]["errorInformation"]!)!["ErrorCode"]!);
        Assert.Equal(4, (int)JsonNode.Parse((string)messages["STOPPED"]["deploymentOverview"]!)!["Succeeded"]!);
        Assert.Equal(bad, (string)JsonNode.Parse((string)messages["CREATED"]["rollbackInformation"]!)!["RollbackTriggeringDeploymentId"]!);
        Assert.Equal((string)messages["CREATED"]["deploymentId"]!, (string)messages["SUCCEEDED"]["deploymentId"]!);
        Assert.NotNull(messages["SUCCEEDED"]["completeTime"]);
    }

    [Fact]
    public async Task Given_subscriptions_unconfirmed_when_the_story_is_started_then_it_waits_for_them()
    {
        Assert.Equal(202, (await sandbox.BreakAsync()).Status);
        sandbox.Advance(60);
        Assert.Single((await sandbox.StateAsync())["deployments"]!.AsArray());
        Assert.Equal(409, (await sandbox.BreakAsync()).Status);
        await webhook.ConfirmAsync(sandbox);
        sandbox.Advance(1);
        Assert.Equal("v2.4.0", (string)(await sandbox.StateAsync())["deployments"]!.AsArray().Last()!["version"]!);
    }

    [Fact]
    public async Task Given_break_after_when_confirmed_then_the_story_starts_by_itself_and_only_once()
    {
        await sandbox.RestartAsync(o => o with { BreakAfterSeconds = 5 });
        sandbox.Advance(60);
        await webhook.ConfirmAsync(sandbox);
        sandbox.Advance(4);
        Assert.Single((await sandbox.StateAsync())["deployments"]!.AsArray());
        sandbox.Advance(1);
        Assert.Equal(2, (await sandbox.StateAsync())["deployments"]!.AsArray().Count);

        using var reset = await sandbox.Http.PostAsync("/_sandbox/reset", null);
        await sandbox.RestartAsync(o => o with { BreakAfterSeconds = 5 });
        sandbox.Advance(60);
        Assert.Single((await sandbox.StateAsync())["deployments"]!.AsArray());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task Given_an_answer_that_may_pass_when_delivered_then_the_same_message_comes_again(int status)
    {
        await webhook.ConfirmAsync(sandbox);
        webhook.AnswerNext(status);
        await sandbox.BreakAsync();
        var first = await webhook.NextAsync();
        await DeliveryAsync(first["MessageId"], d => (int)d["attempts"]! == 1);
        Assert.True(webhook.IsQuiet);
        // The smallest delay of the scenario is one second; the story's own events come later than that.
        sandbox.Advance(1.1);
        var second = await webhook.NextAsync();
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Headers["x-amz-sns-message-id"], second.Headers["x-amz-sns-message-id"]);
        await DeliveryAsync(first["MessageId"], d => (string)d["status"]! == "delivered");
    }

    [Fact]
    public async Task Given_another_client_error_when_delivered_then_it_is_final()
    {
        await webhook.ConfirmAsync(sandbox);
        webhook.AnswerNext(403);
        await sandbox.BreakAsync();
        var first = await webhook.NextAsync();
        var delivery = await DeliveryAsync(first["MessageId"], d => (string)d["status"]! == "failed");
        Assert.Equal(("HTTP 403", 1), ((string)delivery["lastOutcome"]!, (int)delivery["attempts"]!));
    }

    [Fact]
    public async Task Given_a_delivery_that_failed_when_the_sandbox_restarts_then_it_goes_on_with_the_same_body()
    {
        await webhook.ConfirmAsync(sandbox);
        webhook.AnswerNext(503);
        await sandbox.BreakAsync();
        var first = await webhook.NextAsync();
        await DeliveryAsync(first["MessageId"], d => (int)d["attempts"]! == 1);
        await sandbox.RestartAsync();
        sandbox.Advance(1.1);
        Assert.Equal(first.Body, (await webhook.NextAsync()).Body);
    }

    [Fact]
    public async Task Given_a_confirmed_subscription_when_restarted_then_it_is_not_asked_again_but_another_address_is()
    {
        await webhook.ConfirmAsync(sandbox);
        await sandbox.RestartAsync();
        sandbox.Advance(5);
        Assert.DoesNotContain("PendingConfirmation", (await sandbox.StateAsync()).ToJsonString(), StringComparison.Ordinal);

        await using var other = await Webhook.StartAsync();
        using var put = await sandbox.Http.PutAsync("/_sandbox/webhook", new StringContent(other.Address.ToString()));
        Assert.True(put.IsSuccessStatusCode);
        await other.ConfirmAsync(sandbox);
        Assert.True(webhook.IsQuiet);
    }

    [Fact]
    public async Task Given_signature_version_1_when_the_scenario_says_so_then_messages_are_signed_with_sha1()
    {
        var file = Path.Combine(sandbox.DataDirectory, "scenario.yaml");
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenarios", "checkout-api.yaml"));
        await File.WriteAllTextAsync(file, text.Replace("signatureVersion: \"2\"", "signatureVersion: \"1\"", StringComparison.Ordinal));
        await webhook.ConfirmAsync(sandbox);
        await sandbox.RestartAsync(o => o with { ScenarioPath = file });
        await sandbox.BreakAsync();
        var message = await webhook.NextAsync();
        Assert.Equal("1", message["SignatureVersion"]);
        await VerifyAsync(message, "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    }

    // As a bot does: the certificate from the address named, its chain to the sandbox's authority, its name, then the signature.
    private async Task VerifyAsync(Webhook.Delivery delivery, params string[] keys)
    {
        var url = new Uri(delivery["SigningCertURL"]);
        Assert.Equal("sns.eu-west-1.amazonaws.com", url.Host);
        Assert.Matches(new Regex("^/SimpleNotificationService-[0-9a-f]{32}\\.pem$", RegexOptions.None, TimeSpan.FromSeconds(1)), url.AbsolutePath);
        using var leaf = X509Certificate2.CreateFromPem(await sandbox.Http.GetStringAsync(url.AbsolutePath));
        using var authority = X509Certificate2.CreateFromPem(await sandbox.Http.GetStringAsync("/_sandbox/ca.pem"));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(leaf), string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation)));
        Assert.True(leaf.MatchesHostname("sns.eu-west-1.amazonaws.com", allowWildcards: false));
        Assert.False(leaf.HasPrivateKey);

        var text = string.Concat(keys.Select(k => $"{k}\n{delivery[k]}\n"));
        using var key = leaf.GetRSAPublicKey()!;
        var hash = delivery["SignatureVersion"] == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var signature = Convert.FromBase64String(delivery["Signature"]);
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(text), signature, hash, RSASignaturePadding.Pkcs1));
        Assert.False(key.VerifyData(Encoding.UTF8.GetBytes(text + " "), signature, hash, RSASignaturePadding.Pkcs1));
    }

    private async Task<List<Webhook.Delivery>> TakeAsync(int count)
    {
        var taken = new List<Webhook.Delivery>();
        while (taken.Count < count)
        {
            taken.Add(await webhook.NextAsync());
        }

        return taken;
    }

    // The result of an attempt is noted a moment after the webhook saw it.
    private async Task<JsonNode> DeliveryAsync(string messageId, Func<JsonNode, bool> until)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var delivery = (await sandbox.StateAsync())["deliveries"]!.AsArray().Single(d => (string)d!["messageId"]! == messageId)!;
            if (until(delivery))
            {
                return delivery;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20), delivery.ToJsonString());
            await Task.Yield();
        }
    }
}
