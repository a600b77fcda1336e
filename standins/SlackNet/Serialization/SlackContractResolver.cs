using System.Collections;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace SlackNet;

/// <summary>Names and presence of properties on the wire.</summary>
internal sealed class SlackContractResolver : DefaultContractResolver
{
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (member.IsDefined(typeof(OmitIfEmptyAttribute)))
        {
            var values = property.ValueProvider;
            property.ShouldSerialize = owner => values.GetValue(owner) is IEnumerable items && items.Cast<object>().Any();
        }

        return property;
    }
}
