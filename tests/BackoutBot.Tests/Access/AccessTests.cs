using BackoutBot.Aws.Access;
using BackoutBot.Tests.PlanFiles;

namespace BackoutBot.Tests.Access;

/// <summary>The roles allow what the code calls, as the role that it is called as, and nothing more.</summary>
public sealed class AccessTests
{
    [Fact]
    public void The_template_is_fresh() => GeneratedFile.HoldTo(RolesTemplate.Write(), "manifests", "aws", "roles.yaml");

    [Fact]
    public void Every_call_names_its_own_operation_to_people() =>
        Assert.All(CallSite.All, call => Assert.Equal(call.Operation, call.Named?.Split(':')[1]));

    /// <summary>One prefix a service; a call under another's would ask for a permission that helps nobody.</summary>
    [Fact]
    public void Every_client_has_one_prefix_and_every_prefix_one_client()
    {
        (string Client, string Prefix)[] pairs = [.. CallSite.All.Select(call => (call.Client, call.Named!.Split(':')[0])).Distinct()];

        Assert.Distinct(pairs.Select(pair => pair.Client));
        Assert.Distinct(pairs.Select(pair => pair.Prefix));
    }

    [Fact]
    public void Each_folder_declares_what_it_calls_and_nothing_more()
    {
        string[] called = [.. CallSite.All.Select(call => $"{call.Folder} {(call.Changes ? "acts" : "looks")} {call.Named}").Distinct()];
        string[] declared = [.. Accesses.All.SelectMany(one => Declared(one.Folder, "looks", one.Access.Looks).Concat(Declared(one.Folder, "acts", one.Access.Acts)))];

        Assert.Equal([], called.Except(declared));
        Assert.Equal([], declared.Except(called));
        Assert.Distinct(declared);
    }

    [Fact]
    public void What_AWS_asks_for_besides_is_called_nowhere_and_so_is_declared_as_that() =>
        Assert.All(Accesses.Acts.Where(statement => statement.IsImplied), statement => Assert.DoesNotContain(CallSite.All, call => statement.Actions.Contains(call.Named)));

    [Fact]
    public void The_role_that_looks_can_only_read() =>
        Assert.All(Accesses.Looks.SelectMany(statement => statement.Actions), action => Assert.Matches("^[a-z0-9]+:(BatchGet|Describe|Get|List|Test)[A-Z]", action));

    [Fact]
    public void The_role_that_acts_is_narrowed_to_resources_and_to_approved_steps() =>
        Assert.All(Accesses.Acts, statement =>
        {
            Assert.DoesNotContain("*", statement.On);
            Assert.True(statement.IsImplied || statement.Conditions.Any(condition => condition.Key == "aws:PrincipalTag/action"), $"{statement.Id} is allowed to every step.");
        });

    [Fact]
    public void Every_parameter_is_used_and_every_statement_has_a_name_of_its_own()
    {
        AccessStatement[] statements = [.. Accesses.Looks, .. Accesses.Acts];
        string all = string.Join('\n', statements.SelectMany(statement => statement.On.Concat(statement.Conditions.SelectMany(condition => condition.Values))));

        Assert.All(Accesses.All.SelectMany(one => one.Access.Parameters), parameter => Assert.Contains($"${{{parameter.Name}}}", all, StringComparison.Ordinal));
        Assert.Distinct(statements.Select(statement => statement.Id));
    }

    private static IEnumerable<string> Declared(string folder, string role, IEnumerable<AccessStatement> statements) =>
        statements.Where(statement => !statement.IsImplied).SelectMany(statement => statement.Actions).Select(action => $"{folder} {role} {action}");
}
