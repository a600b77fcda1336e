using System.Diagnostics;
using Xunit.Sdk;

namespace BackoutBot.EndToEnd.Tests.World;

/// <summary>Waits for what other processes do.</summary>
internal static class Eventually
{
    /// <summary>Generous, for machines under load.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until there is something; fails the test when there is nothing in time.</summary>
    /// <param name="what">What is waited for, for the failure's message.</param>
    /// <param name="look">Looks once; null for not yet. A process that is away is looked at again.</param>
    public static async Task<T> GetAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        long began = Stopwatch.GetTimestamp();
        Exception? away = null;
        while (Stopwatch.GetElapsedTime(began) < Deadline)
        {
            try
            {
                if (await look() is { } found)
                {
                    return found;
                }

                away = null;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or Microsoft.Data.Sqlite.SqliteException)
            {
                away = e;
            }

            await Task.Delay(LookEvery);
        }

        throw new XunitException($"Waited {Deadline.TotalSeconds:F0} s for {what}, in vain.{(away is null ? "" : $" At the end: {away.Message}")}");
    }

    /// <summary>Looks until it is so.</summary>
    public static Task TrueAsync(string what, Func<Task<bool>> look) => GetAsync(what, async () => await look() ? "yes" : null);
}
