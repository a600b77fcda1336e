using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using BackoutBot.Console.Rendering;
using BackoutBot.Core.Backouts.Events;

namespace BackoutBot.Console.Tests.Rendering;

public sealed class JournalWordsTests
{
    /// <summary>Every kind of event that the journal can hold, as its base type declares.</summary>
    public static TheoryData<Type> Kinds => new(typeof(BackoutEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_event_has_words_of_its_own(Type kind)
    {
        // Without content only a kind that has no rule reaches the last one, which names the type.
        var happened = (BackoutEvent)RuntimeHelpers.GetUninitializedObject(kind);
        try
        {
            Assert.NotEqual(kind.Name, JournalWords.Of(happened).Headline);
        }
        catch (NullReferenceException)
        {
            // A rule was found and read the content that is not there.
        }
        catch (ArgumentNullException)
        {
            // The same.
        }
    }
}
