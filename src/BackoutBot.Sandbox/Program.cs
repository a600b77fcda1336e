using BackoutBot.Sandbox;

return await SandboxCommand.Create().Parse(args).InvokeAsync();
