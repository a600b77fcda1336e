using System.Text.Json;
using BackoutBot.Aws.Parts.CodeDeploy;
using BackoutBot.Aws.Parts.Dns;
using BackoutBot.Aws.Parts.Maintenance;
using BackoutBot.Aws.Runbooks;
using BackoutBot.Aws.Tests.Support;
using BackoutBot.Core.Actions;
using BackoutBot.Core.Plans;
using BackoutBot.Core.Runbooks;
using Microsoft.Extensions.DependencyInjection;

namespace BackoutBot.Aws.Tests.Runbooks;

/// <summary>What the runbook says is typed into AWS's own command line, against the simulated account, and does what the bot would have done.</summary>
public sealed class RunbookTests
{
    [Fact]
    public async Task Given_the_page_by_hand_then_both_listeners_show_it_the_bot_adopts_it_and_it_goes_again_by_hand()
    {
        await using var world = await AwsWorld.StartAsync();
        var person = await AwsCli.SignInAsync(world);
        var on = await world.ApprovedAsync(MaintenanceOnAction.ActionName);
        var off = await world.ApprovedAsync(MaintenanceOffAction.ActionName);

        await person.FollowAsync(Runbook(world, on.Step));
        var rules = (await world.StateAsync())["rules"]!.AsArray();
        Assert.Equal([CheckoutApi.HttpsListener, CheckoutApi.HttpListener], rules.Select(rule => (string)rule!["listener"]!));
        var handle = await world.StartedAsync(on);
        Assert.IsType<Observation.Succeeded>(await world.ObserveAsync(on, handle));
        Assert.Equal(2, (await world.ChangesAsync("CreateRule")).Count);

        var printed = await person.FollowAsync(Runbook(world, off.Step));
        Assert.Contains("fixed-response", printed[0], StringComparison.Ordinal);
        Assert.DoesNotContain("fixed-response", printed[2], StringComparison.Ordinal);
        Assert.Empty((await world.StateAsync())["rules"]!.AsArray());
    }

    [Fact]
    public async Task Given_a_rule_of_priority_1_when_the_page_is_shown_by_hand_then_it_goes_before_it()
    {
        await using var world = await AwsWorld.StartAsync();
        var person = await AwsCli.SignInAsync(world);
        foreach (var priority in new[] { 1, 2, 7 })
        {
            await person.TypeAsync($"aws elbv2 create-rule --region {CheckoutApi.Region} --listener-arn {CheckoutApi.HttpsListener} --priority {priority} --conditions Field=path-pattern,Values=/{priority} --actions Type=fixed-response,FixedResponseConfig={{StatusCode=403}}");
        }

        await person.FollowAsync(Runbook(world, (await world.ApprovedAsync(MaintenanceOnAction.ActionName)).Step));

        var rules = (await world.StateAsync())["rules"]!.AsArray().Where(rule => (string)rule!["listener"]! == CheckoutApi.HttpsListener).OrderBy(rule => (int)rule!["priority"]!);
        Assert.Equal(["503", "403", "403", "403"], rules.Select(rule => (string)rule!["action"]!["statusCode"]!));
        Assert.Equal([1, 2, 3, 7], rules.Select(rule => (int)rule!["priority"]!));
    }

    [Fact]
    public async Task Given_a_page_of_the_bot_for_which_rules_made_room_when_it_is_taken_away_by_hand_then_they_have_their_numbers_again()
    {
        await using var world = await AwsWorld.StartAsync();
        var person = await AwsCli.SignInAsync(world);
        foreach (var priority in new[] { 1, 2, 7 })
        {
            await person.TypeAsync($"aws elbv2 create-rule --region {CheckoutApi.Region} --listener-arn {CheckoutApi.HttpsListener} --priority {priority} --conditions Field=path-pattern,Values=/{priority} --actions Type=fixed-response,FixedResponseConfig={{StatusCode=403}}");
        }

        var on = await world.ApprovedAsync(MaintenanceOnAction.ActionName);
        await world.ObserveAsync(on, await world.StartedAsync(on));
        await person.FollowAsync(Runbook(world, (await world.ApprovedAsync(MaintenanceOffAction.ActionName)).Step));

        Assert.Equal([1, 2, 7], (await world.StateAsync())["rules"]!.AsArray().Select(rule => (int)rule!["priority"]!).Order());
    }

    [Fact]
    public async Task Given_pages_of_other_services_and_other_rules_when_the_page_is_taken_away_by_hand_then_only_this_service_loses_its_own()
    {
        await using var world = await AwsWorld.StartAsync();
        var person = await AwsCli.SignInAsync(world);
        var off = Runbook(world, (await world.ApprovedAsync(MaintenanceOffAction.ActionName)).Step);
        var on = (await world.ApprovedAsync(MaintenanceOnAction.ActionName)).Step;
        foreach (var other in new[] { "checkout-api-v2-7", "checkout-7", "checkout-api-2" })
        {
            await person.TypeAsync($"aws elbv2 create-rule --region {CheckoutApi.Region} --listener-arn {CheckoutApi.HttpsListener} --priority {other.Length} --conditions Field=path-pattern,Values=/{other} --actions Type=fixed-response,FixedResponseConfig={{StatusCode=503}} --tags Key=bo:backout,Value={other}");
        }

        await person.TypeAsync($"aws elbv2 create-rule --region {CheckoutApi.Region} --listener-arn {CheckoutApi.HttpsListener} --priority 40 --conditions Field=path-pattern,Values=/admin --actions Type=fixed-response,FixedResponseConfig={{StatusCode=403}}");
        await person.FollowAsync(Runbook(world, on));
        await person.FollowAsync(off);

        Assert.Equal(["checkout-7", "checkout-api-v2-7", null], (await world.StateAsync())["rules"]!.AsArray().Select(rule => (string?)rule!["tags"]?["bo:backout"]).Order(StringComparer.Ordinal).OrderBy(tag => tag is null));
    }

    [Fact]
    public async Task Given_a_deployment_in_flight_when_it_is_stopped_by_hand_then_CodeDeploy_rolls_back()
    {
        await using var world = await AwsWorld.StartAsync();
        var deployment = await world.BreakAsync();
        var step = (await world.ApprovedAsync(CodeDeployStopAction.ActionName)).Step;

        var person = await AwsCli.SignInAsync(world);
        var printed = await person.FollowAsync(Runbook(world, step));
        world.Advance(5);

        Assert.Equal("InProgress", printed[0]);
        Assert.StartsWith("Stopped\td-", await person.TypeAsync(Runbook(world, step).Lines[^1].Command), StringComparison.Ordinal);
        Assert.Equal(deployment, (string)Assert.Single(await world.ChangesAsync("StopDeployment"))["resource"]!);
    }

    [Fact]
    public async Task Given_a_bad_release_when_it_is_deployed_over_by_hand_then_the_good_one_goes_out_and_the_bot_adopts_it()
    {
        await using var world = await AwsWorld.StartAsync();
        await world.BreakAsync();
        await world.Somebody.CodeDeploy.StopDeploymentAsync(new Amazon.CodeDeploy.Model.StopDeploymentRequest { DeploymentId = (string)(await world.StateAsync())["story"]!["deployment"]!, AutoRollbackEnabled = false });
        world.Advance(5);
        var execution = await world.ApprovedAsync(CodeDeployRedeployAction.ActionName);

        var printed = await (await AwsCli.SignInAsync(world)).FollowAsync(Runbook(world, execution.Step));

        Assert.StartsWith("d-", printed[1], StringComparison.Ordinal);
        Assert.Contains(printed[2], new[] { "Created", "InProgress" });
        var handle = await world.StartedAsync(execution);
        Assert.Contains(printed[1], handle, StringComparison.Ordinal);
        Assert.IsType<Observation.Succeeded>(await world.EndAsync(execution, handle));
        Assert.All((await world.StateAsync())["instances"]!.AsArray(), instance => Assert.Equal("v2.3.1", (string)instance!["version"]!));
        Assert.Single(await world.ChangesAsync("CreateDeployment"));
    }

    [Fact]
    public async Task Given_a_moved_record_when_it_is_put_back_by_hand_then_it_is_as_captured_and_doing_it_twice_changes_nothing()
    {
        await using var world = await AwsWorld.StartAsync();
        var person = await AwsCli.SignInAsync(world);
        var restorePoint = await world.CaptureAsync(Route53RevertAction.ActionName);
        await world.BreakAsync();
        var step = (await world.ApprovedAsync(Route53RevertAction.ActionName, restorePoint)).Step;

        var printed = await person.FollowAsync(Runbook(world, step));

        Assert.Contains(step.Before, printed[0], StringComparison.Ordinal);
        Assert.Contains(step.Target, printed[2], StringComparison.Ordinal);
        Assert.Equal(step.Target, await world.RecordAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => person.FollowAsync(Runbook(world, step)));
        Assert.Equal(step.Target, await world.RecordAsync());
    }

    [Fact]
    public async Task Whatever_a_name_holds_it_is_one_word_of_the_shell()
    {
        string[] names = ["two words", "it's $(touch /tmp/owned) `id` \"quoted\" \\ ! * ? ~ # & | ; < > { } [ ]", "-rf", "~", "=cat", "''", "", "a\nb; id", "file://etc"];
        await using var world = await AwsWorld.StartAsync();
        string[] calls = [.. names.Select(name => AwsCommandLine.Call(CheckoutApi.Own, "deploy list-deployments", ("application-name", name)))];

        var typed = await (await AwsCli.SignInAsync(world)).TypeAsync(string.Concat(calls.Select(call => $"set -- {call}; shift 5; printf '<%s>' \"$@\"; echo\n")));

        Assert.Equal(
            names.Select(name => name.Replace('\n', '?')).Select(name => name.StartsWith('-') ? $"<--application-name={name}>" : $"<--application-name><{name}>"),
            typed.TrimEnd('\n').Split('\n'));
        Assert.All(calls, call => Assert.DoesNotContain('\n', call));
    }

    [Fact]
    public async Task Every_action_says_how_its_step_is_done_by_hand_looking_before_it_changes_and_after()
    {
        await using var world = await AwsWorld.StartAsync();
        var restorePoint = await world.CaptureAsync(Route53RevertAction.ActionName);
        await world.BreakAsync();
        PlanStep[] steps = [.. await Task.WhenAll(world.Services.GetServices<IRollbackAction>()
            .Where(action => action.Name != CodeDeployRedeployAction.ActionName)
            .Select(async action => (await world.ApprovedAsync(action.Name, restorePoint)).Step))];

        Assert.Equal(4, steps.Length);
        Assert.All(steps, step =>
        {
            var runbook = Runbook(world, step);
            Assert.NotEmpty(runbook.Links);
            Assert.All(runbook.Links, link => Assert.EndsWith("console.aws.amazon.com", link.Url.Host, StringComparison.Ordinal));
            Assert.Contains(runbook.Lines, line => line.Changes);
            Assert.False(runbook.Lines[0].Changes);
            Assert.False(runbook.Lines[^1].Changes);
            Assert.All(runbook.Lines, line => Assert.All(line.Command, one => Assert.InRange(one, ' ', '~')));
            Assert.All(runbook.Lines, line => Assert.Contains($"account {CheckoutApi.Account}", line.Purpose, StringComparison.Ordinal));
            Assert.Equal(JsonSerializer.Serialize(runbook), JsonSerializer.Serialize(JsonSerializer.Deserialize<StepRunbook>(JsonSerializer.Serialize(runbook))));
        });
    }

    private static StepRunbook Runbook(AwsWorld world, PlanStep step) =>
        world.Action(step.Action).Runbook(new ActionContext(CheckoutApi.Backout, CheckoutApi.Service, null), step);
}
