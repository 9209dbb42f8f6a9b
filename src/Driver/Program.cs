return await Muster.Driver.Cli.RunAsync(args, Muster.Driver.Terminal.OfConsole());
