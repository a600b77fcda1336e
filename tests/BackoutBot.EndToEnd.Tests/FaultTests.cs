using BackoutBot.Core.Backouts;
using BackoutBot.Core.Backouts.Events;
using BackoutBot.EndToEnd.Tests.Processes;
using BackoutBot.EndToEnd.Tests.World;
using Xunit.Abstractions;

namespace BackoutBot.EndToEnd.Tests;

/// <summary>What AWS may do to a call in the middle of a rollback.</summary>
[Collection(HeavyTests.Name)]
public sealed class FaultTests(ITestOutputHelper output)
{
    private const string Stop = "codedeploy:StopDeployment";

    [Theory]
    [InlineData(Stop)]
    [InlineData("elasticloadbalancing:CreateRule")]
    [InlineData("route53:ChangeResourceRecordSets")]
    public Task Given_the_answer_to_a_write_is_lost_then_the_bot_looks_and_does_not_write_twice(string write) =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            await world.Control.FailAsync(write, "lose-response");

            Backout backout = await world.ToRolledBackAsync();

            IReadOnlyList<SandboxCall> calls = await world.Control.MutatingCallsAsync();
            _ = Assert.Single(calls, call => call.Action == write && call.IsEffective && call.IsHitBy("lose-response"));
            DoneOnce.Assert(backout, calls);
        });

    [Theory]
    [InlineData("throttle")]
    [InlineData("fail")]
    public Task Given_aws_does_not_take_a_write_on_then_it_is_tried_again_until_it_does(string fault) =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            await world.Control.FailAsync(Stop, fault, times: 3);

            Backout backout = await world.ToRolledBackAsync();

            Assert.Equal(3, (await world.Control.CallsAsync()).Count(call => call.Action == Stop && call.IsHitBy(fault) && !call.IsEffective));
            DoneOnce.Assert(backout, await world.Control.MutatingCallsAsync());
        });

    [Fact]
    public Task Given_a_write_is_denied_then_the_step_names_action_and_role_and_a_retry_after_the_permission_works() =>
        StoryWorld.RunAsync(Pace.Fast, output, async world =>
        {
            await world.Control.FailAsync(Stop, "deny", times: 100);
            Backout planned = await world.ToApprovalAsync();
            await world.Bob.PressAsync(Journal.Id, "approve", "bob-approves-it", planned.Plan);
            Backout blocked = await world.Journal.UntilAsync("the backout to be blocked", backout => backout.Phase == BackoutPhase.Blocked);
            StepFailed failed = Assert.Single(blocked.Events<StepFailed>());
            Assert.Equal("code-stop", failed.Step.Value);
            Assert.All([failed.Reason, failed.Fix], words =>
            {
                Assert.Contains(Stop, words, StringComparison.Ordinal);
                Assert.Contains("arn:aws:iam::123456789012:role/bo-exec", words, StringComparison.Ordinal);
            });

            await world.Control.MendAsync();
            await world.Bob.PressAsync(Journal.Id, "retry", "bob-retries-it", planned.Plan, failed.Step.Value);
            Backout backout = await world.EndAsync();

            Assert.Equal(BackoutPhase.RolledBack, backout.Phase);
            DoneOnce.AssertChain(backout);
            IReadOnlyList<SandboxCall> calls = await world.Control.MutatingCallsAsync();
            Assert.Equal(0, DoneOnce.DoubledWrites(calls));
            _ = Assert.Single(calls, call => call.Action == Stop && call.IsEffective);
        });
}
