using Petabridge.Cmd.Tool;

// pbm [host:port] [--run-dir DIR] [--json] [palette command -switch value ...]
return Pbm.Run(args, Console.Out, Console.Error);
