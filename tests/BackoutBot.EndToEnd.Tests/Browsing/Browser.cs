using BackoutBot.EndToEnd.Tests.World;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace BackoutBot.EndToEnd.Tests.Browsing;

/// <summary>A headless Chromium of the machine's own, with a profile that is thrown away.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>Set to 1, the pictures in docs/images are taken anew.</summary>
    private const string RenewVariable = "BACKOUTBOT_RENEW_DOCS";

    private readonly IPlaywright playwright;
    private readonly IBrowserContext context;
    private readonly string profile;

    private Browser(IPlaywright playwright, IBrowserContext context, string profile)
    {
        this.playwright = playwright;
        this.context = context;
        this.profile = profile;
        Page = context.Pages[0];
    }

    public IPage Page { get; }

    public static async Task<Browser> StartAsync()
    {
        SetDefaultExpectTimeout((float)Eventually.Deadline.TotalMilliseconds);
        string profile = Directory.CreateTempSubdirectory("backoutbot-browser-").FullName;
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowserContext context = await playwright.Chromium.LaunchPersistentContextAsync(profile, new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        context.SetDefaultTimeout((float)Eventually.Deadline.TotalMilliseconds);
        return new Browser(playwright, context, profile);
    }

    /// <summary>Acts as another of the sandbox's people from here on.</summary>
    public async Task BecomeAsync(string person)
    {
        ILocator who = Page.Locator("#who");
        await who.Locator("summary").ClickAsync();
        await who.Locator($"[data-person={person}]").ClickAsync();
        await Expect(who.Locator("summary strong")).ToHaveTextAsync(person);
        await Expect(Page.Locator("#live")).ToHaveAttributeAsync("data-live", "on");
    }

    /// <summary>Presses a button of the card, and confirms where the page asks.</summary>
    public async Task PressAsync(ILocator button)
    {
        bool asks = await button.GetAttributeAsync("data-confirm") is not null || await button.GetAttributeAsync("data-prompt") is not null;
        await button.ClickAsync();
        if (asks)
        {
            await Page.Locator("#ask-send").ClickAsync();
        }
    }

    /// <summary>Takes a picture for the docs, where they are to be renewed.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable(RenewVariable) == "1")
        {
            string images = Path.Combine(Repository.Root, "docs", "images");
            _ = Directory.CreateDirectory(images);
            _ = await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(images, $"{name}.png"), Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        playwright.Dispose();
        Directory.Delete(profile, recursive: true);
    }
}
