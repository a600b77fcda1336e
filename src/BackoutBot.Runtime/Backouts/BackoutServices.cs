using BackoutBot.Core.Approvals;
using BackoutBot.Core.Services;
using BackoutBot.Runtime.Diagnostics;
using BackoutBot.Runtime.Halts;
using BackoutBot.Runtime.Outbox;
using BackoutBot.Runtime.Reading;
using BackoutBot.Runtime.Storage;
using Microsoft.Extensions.Options;

namespace BackoutBot.Runtime.Backouts;

/// <summary>What every backout needs of its surroundings.</summary>
internal sealed record BackoutServices(
    IStore Store,
    IServiceCatalogue Catalogue,
    IJournalObserver Observer,
    BoundaryCounter Boundaries,
    MessageAddressing Addressing,
    BackoutInstruments Instruments,
    BrokenJournals Broken,
    ILiveAuthority Authority,
    ReadOnlyStart ReadOnly,
    IOptions<RuntimeOptions> Options,
    TimeProvider Time);
