namespace SlackNet;

/// <summary>The app's home tab.</summary>
public class HomeViewDefinition() : ViewDefinition("home");
