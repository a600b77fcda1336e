using BackoutBot.Core.Ids;
using CsCheck;

namespace BackoutBot.Core.Tests.Ids;

/// <summary>The key of an attempt: whose it is, and that it fits wherever it is carried.</summary>
public sealed class IdempotencyKeyTests
{
    private static readonly InstallationId Own = new("0a1b2c3d");
    private static readonly InstallationId Other = new("4e5f6071");

    private static readonly Gen<string> Name = Gen.Char["abcxyz019-"].Array[1, 60].Select(letters => $"s{new string(letters)}");

    [Fact]
    public void Given_an_attempt_then_its_key_names_installation_backout_round_step_and_attempt() =>
        Assert.Equal("bo-0a1b2c3d-checkout-api-17-2-dns-1", Key(Own, "checkout-api-17", 2, "dns", 1).Value);

    [Fact]
    public void Given_backouts_of_the_same_number_of_two_installations_then_each_key_is_of_one_of_them()
    {
        Assert.True(Key(Own, "checkout-api-1", 1, "dns", 1).IsOf(Own));
        Assert.False(Key(Other, "checkout-api-1", 1, "dns", 1).IsOf(Own));
    }

    [Fact]
    public void Given_names_of_any_length_then_the_key_is_short_enough_for_every_name_at_a_provider_and_differs_with_each_of_them() =>
        Gen.Select(Name, Gen.Int[1, 12], Name, Gen.Int[1, 12]).Sample((backout, round, step, attempt) =>
        {
            IdempotencyKey key = Key(Own, backout, round, step, attempt);
            Assert.InRange(key.Value.Length, 1, IdempotencyKey.MaxLength);
            Assert.True(key.IsOf(Own));
            Assert.NotEqual(key, Key(Own, backout, round, step, attempt + 1));
            Assert.NotEqual(key, Key(Own, backout, round + 1, step, attempt));
            Assert.NotEqual(key, Key(Own, backout + "x", round, step, attempt));
            Assert.NotEqual(key, Key(Own, backout, round, step + "x", attempt));
        });

    private static IdempotencyKey Key(InstallationId installation, string backout, int round, string step, int attempt) =>
        IdempotencyKey.Of(installation, new BackoutId(backout), round, new StepId(step), attempt);
}
