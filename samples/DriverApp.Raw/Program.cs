// A driver app without any assembly of Muster: Akka.NET's ClusterClient and the .proto files are the whole contract (docs/driver.md).
//   dotnet run --project samples/DriverApp.Raw -- RUN_DIRECTORY PROGRAM [ARGS...]
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using DriverApp.Raw;
using Google.Protobuf;
using Muster.Messages.Workflow;

if (args.Length < 2)
{
    Console.Error.WriteLine("usage: DriverApp.Raw RUN_DIRECTORY PROGRAM [ARGS...]");
    return 2;
}

var patience = TimeSpan.FromSeconds(10);
var access = JsonDocument.Parse(File.ReadAllText(Path.Combine(args[0], "access.json"))).RootElement;
var serializer = $"{typeof(ContractSerializer).FullName}, {typeof(ContractSerializer).Assembly.GetName().Name}";
var bindings = string.Join("\n", ContractSerializer.Table.Select(entry => $"\"{entry.Type.FullName}, {entry.Type.Assembly.GetName().Name}\" = contract"));
var config = ConfigurationFactory.ParseString($$"""
    akka {
      loglevel = WARNING
      remote.dot-netty.tcp { hostname = "{{HostnameToward(Address.Parse(access.GetProperty("seed").GetString()))}}", port = 0 }
      actor {
        provider = remote
        serializers.contract = "{{serializer}}"
        serialization-identifiers { "{{serializer}}" = 4701 }
        serialization-bindings {
          {{bindings}}
        }
      }
    }
    """).WithFallback(ClusterClientReceptionist.DefaultConfig()).WithFallback(DistributedPubSub.DefaultConfig());

using var system = Trust.Create(access, config);
var receptionist = ActorPath.Parse(access.GetProperty("seed").GetString() + "/system/receptionist");
var settings = ClusterClientSettings.Create(system).WithInitialContacts(ImmutableHashSet.Create(receptionist));
var client = system.ActorOf(ClusterClient.Props(settings), "client");

var submission = Guid.NewGuid().ToString("N");
var spec = new RunSpec { Program = Path.GetFullPath(args[1]), Args = { args[2..] }, Ranks = 2, Oversubscribe = true };
if (await Ask(new SubmitRuns { Submission = submission, Spec = spec, Count = 1, Concurrent = 1 }) is not RunsAccepted accepted)
    return 2;

for (long next = 1; ;)
{
    var rows = (Rows)await Ask(new FollowRows { Run = accepted.FirstRun, From = next, WaitMs = 5000 });
    foreach (var row in rows.Rows_)
        Console.WriteLine($"{{{row.Producer}: ({string.Join(", ", row.Values)})}}");
    if (rows.Complete)
        break;
    next = rows.Next;
}

await system.Terminate();
return 0;

// Answers come to the address of the interface that leads to the cluster.
static string HostnameToward(Address seed)
{
    using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    probe.Connect(seed.Host, seed.Port ?? 1);
    return ((IPEndPoint)probe.LocalEndPoint!).Address.ToString();
}

async Task<object> Ask(IMessage request)
{
    var answer = await client.Ask<object>(new ClusterClient.Send("/user/workflow", request, localAffinity: true), patience);
    if (answer is RunsRefused or RequestRefused or MessageNotUnderstood)
        Console.Error.WriteLine(answer);
    return answer;
}
