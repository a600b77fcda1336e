namespace BackoutBot.Teams;

/// <summary>Gives Bot Builder, which asks for the unnamed client, the one that is set up for Teams.</summary>
internal sealed class TeamsHttpClients(IHttpClientFactory clients) : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => clients.CreateClient(TeamsTerms.HttpClient);
}
