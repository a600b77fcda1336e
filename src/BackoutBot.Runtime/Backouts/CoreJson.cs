using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BackoutBot.Core.Backouts.Commands;

namespace BackoutBot.Runtime.Backouts;

/// <summary>How commands travel from one process to another. Core knows nothing of it.</summary>
internal static class CoreJson
{
    /// <summary>Writes each case of Core's closed unions (outcomes, observations) under its own name.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameCases } },
    };

    /// <summary>Whether the type is Core's.</summary>
    public static bool IsCore(Type type) => type.Assembly == typeof(BackoutCommand).Assembly;

    private static void NameCases(JsonTypeInfo info)
    {
        if (!info.Type.IsAbstract || !IsCore(info.Type) || info.PolymorphismOptions is not null)
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$case" };
        foreach (var type in info.Type.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(info.Type)))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, type.Name));
        }
    }
}
