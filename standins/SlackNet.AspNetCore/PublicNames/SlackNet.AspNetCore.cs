namespace SlackNet.AspNetCore;

// The vendor's other public names of this namespace, and no more: a name that is ambiguous with the real package is so here too
// (docs/vendor-sdks.md). Nothing can be made of them; one that we come to use moves to a file with its members.
public abstract class AspNetSlackServiceConfiguration<TConfig>;
public interface IRequestServiceProviderAccessor;
public interface ISlackRequestValidationConfiguration;
public abstract class SlackEndpointConfiguration;
