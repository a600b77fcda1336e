using System.Text.Json;
using System.Text.Json.Serialization;
using BackoutBot.Console.Inbound;
using BackoutBot.Console.Outbound;
using BackoutBot.Console.People;

namespace BackoutBot.Console;

/// <summary>How the console and its pages speak to each other.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SubmitRequest))]
[JsonSerializable(typeof(SubmitReply))]
[JsonSerializable(typeof(IdentityRequest))]
[JsonSerializable(typeof(MessageNews))]
[JsonSerializable(typeof(FragmentNews))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
