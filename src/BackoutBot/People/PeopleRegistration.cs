using BackoutBot.Core.People;
using Microsoft.Extensions.Options;

namespace BackoutBot.People;

/// <summary>Registers the people.</summary>
public static class PeopleRegistration
{
    /// <summary>Offers the people of the <c>People</c> settings.</summary>
    public static IHostApplicationBuilder AddPeople(this IHostApplicationBuilder builder)
    {
        _ = builder.Services.AddOptions<PeopleOptions>().BindConfiguration(PeopleOptions.Section).ValidateOnStart();
        _ = builder.Services.AddSingleton<IValidateOptions<PeopleOptions>, PeopleOptionsValidator>()
            .AddSingleton<ConfiguredDirectory>()
            .AddSingleton<IAccounts>(services => services.GetRequiredService<ConfiguredDirectory>())
            .AddSingleton<IDirectory, PeopleDirectory>();
        return builder;
    }
}
