using System.Net.Http;
using Newtonsoft.Json;
using Args = System.Collections.Generic.Dictionary<string, object>;

namespace SlackNet.WebApi;

public interface IFilesApi
{
    Task<ExternalFileReference> Upload(FileUpload file, string channelId = null, string threadTs = null, string initialComment = null, CancellationToken cancellationToken = default);
}

/// <summary>The external upload flow: ask for an address, put the bytes there, then share the file.</summary>
internal sealed class FilesMethods(SlackApiClient client, IHttp http) : IFilesApi
{
    public async Task<ExternalFileReference> Upload(FileUpload file, string channelId = null, string threadTs = null, string initialComment = null, CancellationToken cancellationToken = default)
    {
        using StringContent content = new(file.Content);
        UploadPlace place = await client.Get<UploadPlace>(
            "files.getUploadURLExternal",
            new Args { ["filename"] = file.FileName, ["length"] = content.Headers.ContentLength },
            cancellationToken).ConfigureAwait(false);
        await http.Execute<WebApiAnswer>(new HttpRequestMessage(HttpMethod.Post, place.UploadUrl) { Content = content }, cancellationToken).ConfigureAwait(false);

        SharedFiles shared = await client.Post<SharedFiles>(
            "files.completeUploadExternal",
            new Args
            {
                ["files"] = new[] { new ExternalFileReference { Id = place.FileId, Title = file.Title } },
                ["channel_id"] = channelId,
                ["initial_comment"] = initialComment,
                ["thread_ts"] = threadTs,
            },
            cancellationToken).ConfigureAwait(false);
        return shared.Files.Single();
    }
}

public class FileUpload
{
    public FileUpload(string fileName, string fileContent)
    {
        FileName = fileName;
        Content = fileContent;
    }

    public string Title { get; set; }

    internal string FileName { get; }

    internal string Content { get; }
}

public class ExternalFileReference
{
    public required string Id { get; set; }

    [JsonProperty]
    internal string Title { get; set; }
}

internal sealed class UploadPlace
{
    public string UploadUrl { get; set; }

    public string FileId { get; set; }
}

internal sealed class SharedFiles
{
    public IList<ExternalFileReference> Files { get; set; } = [];
}
