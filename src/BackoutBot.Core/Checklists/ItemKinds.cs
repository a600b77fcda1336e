namespace BackoutBot.Core.Checklists;

/// <summary>The ways in which an item can be dealt with; an item may have several.</summary>
[Flags]
public enum ItemKinds
{
    /// <summary>None: no item has this.</summary>
    None = 0,

    /// <summary>A machine checks it.</summary>
    Checked = 1,

    /// <summary>A person vouches for it, with name, time and a note or link.</summary>
    Attested = 2,

    /// <summary>An approved change does it.</summary>
    Action = 4,
}
