using Engine.Benchmarks;

// Engine.Benchmarks [local|remote|million|all] [rounds per pair]: each figure stands beside a calibration measured in the same run.
string what = args.Length > 0 ? args[0] : "all";
long rounds = args.Length > 1 ? long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5_000_000;
bool met = true;
if (what is "local" or "all") met &= await LocalTells.Run(rounds);
if (what is "remote" or "all") met &= await RemoteTells.Run((int)Math.Min(rounds, 100_000));
if (what is "million" or "all") met &= await MillionActors.Run();
return met ? 0 : 1;
