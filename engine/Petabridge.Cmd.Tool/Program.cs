using Petabridge.Cmd.Tool;

// pbm [host:port] [--run-dir DIR] [--json] [palette command -switch value ...]
return await Pbm.RunAsync(args, Console.Out, Console.Error);
