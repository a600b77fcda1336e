namespace BackoutBot.Walk.Tests.Transit;

/// <summary>What can go wrong with a call between the bot and AWS, or with the session that it is made in.</summary>
internal enum TransitFault
{
    /// <summary>Each third call is refused as one too many.</summary>
    ThrottledThirtyPercent,

    /// <summary>It is not passed on, and nothing comes back until the caller gives up.</summary>
    Stalled,

    /// <summary>It is passed on and has its effect; the connection breaks in the middle of the answer.</summary>
    ResetInTheAnswer,

    /// <summary>It is passed on and has its effect; the answer comes with every bracket changed.</summary>
    Garbled,

    /// <summary>A load balancer on the way answers in its own words: bad gateway. It is not passed on.</summary>
    HtmlWith502,

    /// <summary>A proxy on the way answers in its own words that all is well. It is not passed on.</summary>
    HtmlWith200,

    /// <summary>For a minute AWS takes the session's token for expired.</summary>
    TokenExpiredForAMinute,

    /// <summary>AWS takes the session's token for expired from then on, for whatever it is used; the role can be assumed anew.</summary>
    TokenRevoked,
}
