using BackoutBot.Core.Checklists;
using BackoutBot.Core.Ids;

namespace BackoutBot.Aws.Checks;

/// <summary>Gathers what a check found, resource by resource.</summary>
internal sealed class Findings
{
    private readonly List<CheckFinding> all = [];
    private TimeSpan? settles;

    /// <summary>Why no machine sees the service as its customers do, for people; null where one does.</summary>
    public string? NotSeenFromOutside { get; set; }

    /// <summary>Whether nothing was found, because there was nothing to look at.</summary>
    public bool IsEmpty => all.Count == 0;

    /// <summary>As it must be.</summary>
    public void Pass(string sentence) => all.Add(new CheckFinding(CheckStatus.Pass, sentence, null));

    /// <summary>Usable, with something to know.</summary>
    public void Warn(string sentence, string fix) => Warn(sentence, fix, mayPass: false);

    /// <summary>Usable, with something that could not be seen, maybe for a cause that is over by itself.</summary>
    public void Warn(string sentence, string fix, bool mayPass) => all.Add(new CheckFinding(CheckStatus.Warn, sentence, fix) { MayPass = mayPass });

    /// <summary>Could not be seen.</summary>
    public void Unknown(string sentence, string fix) => Unknown(sentence, fix, mayPass: false);

    /// <summary>Could not be seen, maybe for a cause that is over by itself.</summary>
    public void Unknown(string sentence, string fix, bool mayPass) => all.Add(new CheckFinding(CheckStatus.Unknown, sentence, fix) { MayPass = mayPass });

    /// <summary>Could not be seen, and no check of this bot could: a person's word is all that there can be.</summary>
    public void Unseeable(string sentence, string fix) => all.Add(new CheckFinding(CheckStatus.Unknown, sentence, fix) { HasNoCheck = true });

    /// <summary>Not as it must be.</summary>
    public void Fail(string sentence, string fix) => all.Add(new CheckFinding(CheckStatus.Fail, sentence, fix));

    /// <summary>Another release is there than must be, or it is not known to be that one everywhere: no reason to say that the service does not work.</summary>
    public void OtherRelease(string sentence, string fix) => all.Add(new CheckFinding(CheckStatus.Fail, sentence, fix) { IsOfRelease = true });

    /// <summary>That what was looked at needs so long to show a change.</summary>
    public void Settles(TimeSpan time) => settles = settles > time ? settles : time;

    /// <summary>The result.</summary>
    public CheckResult ToResult(ItemId item, IReadOnlyList<Evidence> evidence) => CheckResults.Of(item, all, evidence) with
    {
        Settles = settles,
        NotSeenFromOutside = NotSeenFromOutside,
    };
}
