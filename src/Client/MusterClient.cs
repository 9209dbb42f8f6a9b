using System.Collections.Immutable;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Google.Protobuf;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Client;

/// <summary>
/// A driver's connection to a running cluster. It is not a member of the cluster: it may come and go, on another machine, of another
/// program. Every request is answered, refused (<see cref="RequestRefusedException"/>), or ends in <see cref="ClusterLostException"/>
/// within the options' patience; requests are repeated meanwhile, which the cluster allows for every one of them.
/// </summary>
public sealed partial class MusterClient : IAsyncDisposable
{
    private const int MaxPartBytes = 48 * 1024;

    private readonly ActorSystem _system;
    private readonly IActorRef _cluster;
    private readonly ClientOptions _options;
    private readonly string _where;

    private MusterClient(ActorSystem system, IActorRef cluster, ClientOptions options, string where)
    {
        _system = system;
        _cluster = cluster;
        _options = options;
        _where = where;
    }

    /// <summary>Connects by the access file of a run directory.</summary>
    public static Task<MusterClient> ConnectAsync(string runDirectory, ClientOptions? options = null, CancellationToken cancel = default)
    {
        var access = AccessFile.TryRead(runDirectory)
            ?? throw new ClusterLostException($"No {AccessFile.FileName} in {runDirectory}: no cluster was started there, or it has not come up yet.");
        return ConnectAsync(access, options, cancel);
    }

    /// <summary>Connects by an access file that was read already.</summary>
    public static Task<MusterClient> ConnectAsync(AccessFile access, ClientOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        return ConnectAsync(SeedsOf(access), access.Trust, options, cancel);
    }

    /// <summary>
    /// Connects by an access file that is still to come, from a cluster that is just starting: the client gets ready meanwhile. The options
    /// must name the address to listen at.
    /// </summary>
    public static async Task<MusterClient> ConnectAsync(Task<AccessFile> access, ClientOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Hostname);
        var system = await Task.Run(() => CreateSystem(options.Hostname, null), cancel).ConfigureAwait(false);
        AccessFile file;
        try
        {
            file = await access.WaitAsync(cancel).ConfigureAwait(false);
        }
        catch
        {
            await system.Terminate().ConfigureAwait(false);
            throw;
        }

        if (file.Trust is null)
            return await ConnectAsync(system, SeedsOf(file), options, cancel).ConfigureAwait(false);
        await system.Terminate().ConfigureAwait(false);
        return await ConnectAsync(file, options, cancel).ConfigureAwait(false);
    }

    /// <summary>Connects by the Akka addresses of one or more seed hosts, such as akka.tcp://Muster@10.0.0.1:4053.</summary>
    public static Task<MusterClient> ConnectAsync(IReadOnlyList<Address> seeds, ClientOptions? options = null, CancellationToken cancel = default) =>
        ConnectAsync(seeds, null, options, cancel);

    private static async Task<MusterClient> ConnectAsync(IReadOnlyList<Address> seeds, AccessTrust? trust, ClientOptions? options, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        options ??= ClientOptions.Default;
        string hostname;
        try
        {
            hostname = options.Hostname ?? ClientConfig.HostnameToward(seeds[0]);
        }
        catch (SocketException e)
        {
            throw new ClusterLostException($"The cluster's address {seeds[0]} cannot be reached from here: {e.Message}", e);
        }

        return await ConnectAsync(CreateSystem(hostname, trust), seeds, options, cancel).ConfigureAwait(false);
    }

    private static async Task<MusterClient> ConnectAsync(ActorSystem system, IReadOnlyList<Address> seeds, ClientOptions options, CancellationToken cancel)
    {
        var contacts = seeds.Select(seed => ActorPath.Parse(WellKnown.ReceptionistOf(seed.ToString()))).ToImmutableHashSet();
        var settings = ClusterClientSettings.Create(system).WithInitialContacts(contacts);
        var client = new MusterClient(system, system.ActorOf(ClusterClient.Props(settings), "client"), options, string.Join(", ", seeds));
        try
        {
            await client.GetNodesAsync(cancel).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Submits runs. The answer names their numbers; follow them with <see cref="FollowAsync"/>.</summary>
    public Task<RunsAccepted> SubmitAsync(SubmitRuns runs, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Submission.Length == 0)
            runs = new SubmitRuns(runs) { Submission = NewSubmission() };
        return runs.Parameters?.CalculateSize() > MaxPartBytes ? SubmitInPartsAsync(runs, cancel) : AskAsync<RunsAccepted>(runs, cancel);
    }

    // Sets that one message does not take go ahead in parts. The answer says how many are there: whatever was lost is sent again.
    private async Task<RunsAccepted> SubmitInPartsAsync(SubmitRuns runs, CancellationToken cancel)
    {
        var sets = runs.Parameters.Sets;
        for (var next = 0; next < sets.Count;)
        {
            var part = new AddParameters { Submission = runs.Submission, First = next };
            var bytes = 0;
            for (var i = next; i < sets.Count && (bytes += sets[i].CalculateSize() + 4) < MaxPartBytes; i++)
                part.Sets.Add(sets[i]);
            if (part.Sets.Count == 0)
                throw new RequestRefusedException(RefusalCode.BadRequest, $"Parameter set {next + 1} is larger than {MaxPartBytes} bytes.");
            next = (await AskAsync<ParametersAdded>(part, cancel).ConfigureAwait(false)).Sets;
        }

        var rest = new SubmitRuns(runs);
        rest.Parameters.Sets.Clear();
        return await AskAsync<RunsAccepted>(rest, cancel).ConfigureAwait(false);
    }

    /// <summary>Stops one run, or lets it never start.</summary>
    public Task<RunCancelled> CancelRunAsync(long run, string reason, CancellationToken cancel = default) =>
        AskAsync<RunCancelled>(new CancelRun { Run = run, Reason = reason }, cancel);

    /// <summary>The lines of a run that gave no row, as far as they are kept.</summary>
    public async Task<IReadOnlyList<string>> UnmatchedLinesAsync(long run, CancellationToken cancel = default)
    {
        var lines = new List<string>();
        while (true)
        {
            var page = await AskAsync<Unmatched>(new GetUnmatched { Run = run, From = lines.Count + 1 }, cancel).ConfigureAwait(false);
            lines.AddRange(page.Lines);
            if (page.Lines.Count == 0 || lines.Count >= page.Kept)
                return lines;
        }
    }

    /// <summary>The rows of a run that are stored by now, a page at a time.</summary>
    public async IAsyncEnumerable<Rows> StoredPagesAsync(long run, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var (from, attempt) = (1L, 0);
        while (true)
        {
            var page = await AskAsync<Rows>(new FollowRows { Run = run, From = from, Attempt = attempt }, cancel).ConfigureAwait(false);
            yield return page;
            if (page.Complete || page.Rows_.Count == 0)
                yield break;
            (from, attempt) = (page.Next, page.Attempt);
        }
    }

    /// <summary>What would become of these runs; nothing is started.</summary>
    public Task<RunsPlanned> PlanAsync(PlanRuns runs, CancellationToken cancel = default) => AskAsync<RunsPlanned>(runs, cancel);

    /// <summary>Stops the running runs of a submission; waiting ones never start.</summary>
    public Task<SubmissionCancelled> CancelAsync(string submission, string reason, CancellationToken cancel = default) =>
        AskAsync<SubmissionCancelled>(new CancelSubmission { Submission = submission, Reason = reason }, cancel);

    /// <summary>A page of runs, newest first: of one submission or (null) of all.</summary>
    public Task<Runs> GetRunsAsync(string? submission = null, long before = 0, int max = 0, CancellationToken cancel = default) =>
        AskAsync<Runs>(new GetRuns { Submission = submission ?? "", Before = before, Max = max }, cancel);

    /// <summary>Everything known about one run.</summary>
    public Task<RunDetails> GetRunAsync(long run, CancellationToken cancel = default) => AskAsync<RunDetails>(new GetRun { Run = run }, cancel);

    /// <summary>What became of one attempt of a run, with its first ranks; the failed ones come first.</summary>
    public async Task<AttemptReport> GetAttemptAsync(long run, int attempt, CancellationToken cancel = default)
    {
        var details = await AskAsync<RunDetails>(new GetRun { Run = run, Attempt = attempt }, cancel).ConfigureAwait(false);
        return details.Attempts.FirstOrDefault(a => a.Attempt == attempt)
            ?? throw new RequestRefusedException(RefusalCode.NotFound, $"Run {run} has no attempt {attempt}.");
    }

    /// <summary>The rows of a run that are stored by now.</summary>
    public async Task<IReadOnlyList<Row>> StoredRowsAsync(long run, CancellationToken cancel = default)
    {
        var rows = new List<Row>();
        while (true)
        {
            var page = await AskAsync<Rows>(new FollowRows { Run = run, From = rows.Count + 1 }, cancel).ConfigureAwait(false);
            rows.AddRange(page.Rows_);
            if (page.Complete || page.Rows_.Count == 0)
                return rows;
        }
    }

    /// <summary>The hosts of the cluster, the seed first.</summary>
    public Task<Nodes> GetNodesAsync(CancellationToken cancel = default) => AskAsync<Nodes>(new GetNodes(), cancel);

    /// <summary>Goes on with what the end of an earlier cluster in the run directory left undone: one submission or (null) all.</summary>
    public Task<RunsResumed> ResumeAsync(string? submission = null, CancellationToken cancel = default) =>
        AskAsync<RunsResumed>(new ResumeRuns { Submission = submission ?? "" }, cancel);

    /// <summary>Ends the cluster: running runs are cancelled, every host leaves and exits.</summary>
    public Task<ClusterStopping> StopClusterAsync(string reason, CancellationToken cancel = default) =>
        AskAsync<ClusterStopping>(new StopCluster { Reason = reason }, cancel);

    /// <summary>A submission id that nobody else uses.</summary>
    public static string NewSubmission() => Guid.NewGuid().ToString("N");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _system.Terminate().ConfigureAwait(false);

    private static ActorSystem CreateSystem(string hostname, AccessTrust? trust) => trust is null
        ? ActorSystem.Create(WellKnown.SystemName, ClientConfig.For(hostname))
        : trust.Use(settings => ActorSystem.Create(WellKnown.SystemName, settings.WithFallback(ClientConfig.For(hostname))));

    private static List<Address> SeedsOf(AccessFile access)
    {
        var contacts = access.Hosts.Where(h => h.Roles.Contains(WellKnown.SeedRole)).Select(h => h.Address).Prepend(access.Seed);
        return contacts.Select(Address.Parse).Distinct().ToList();
    }

    private Task<T> AskAsync<T>(IMessage request, CancellationToken cancel)
        where T : class => AskAsync<T>(request, TimeSpan.Zero, cancel);

    private Task<T> AskAsync<T>(IMessage request, TimeSpan serverWait, CancellationToken cancel)
        where T : class => AskAsync<T>(WellKnown.WorkflowService, request, serverWait, cancel);

    /// <summary>Asks until an answer comes, at least once and for as long as the patience lasts.</summary>
    private async Task<T> AskAsync<T>(string service, IMessage request, TimeSpan serverWait, CancellationToken cancel)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        var envelope = new ClusterClient.Send(service, request, localAffinity: true);
        while (true)
        {
            try
            {
                var answer = await _cluster.Ask<object>(envelope, serverWait + _options.AnswerPatience, cancel).ConfigureAwait(false);
                if (Answer<T>(answer) is { } expected)
                    return expected;
                await Task.Delay(_options.RetryPause, cancel).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                cancel.ThrowIfCancellationRequested();
            }

            var silence = TimeProvider.System.GetElapsedTime(started) - serverWait;
            if (silence >= _options.LossPatience)
            {
                throw new ClusterLostException(
                    $"The cluster at {_where} has not answered {request.Descriptor.Name} for {silence.TotalSeconds:0.0} s. Its seed host may have ended: see the logs in its run directory.");
            }
        }
    }

    /// <summary>The expected answer; null when the cluster asks to try again; an exception for every other answer.</summary>
    private static T? Answer<T>(object answer)
        where T : class => answer switch
    {
        T expected => expected,
        RunsRefused { Code: RefusalCode.NotAvailable } or RequestRefused { Code: RefusalCode.NotAvailable } => null,
        RunsRefused refused => throw new RequestRefusedException(refused.Code, refused.Reason),
        RequestRefused refused => throw new RequestRefusedException(refused.Code, refused.Reason),
        MessageNotUnderstood unknown => throw new VersionMismatchException($"The cluster does not know this request of Muster {MusterSerializer.Release}: {unknown.Reason}"),
        UnknownMessage unknown => throw new VersionMismatchException($"The cluster's answer is unknown here: {unknown.Reason}"),
        _ => throw new VersionMismatchException($"The cluster answered Muster {MusterSerializer.Release} with an unexpected {answer.GetType().Name}."),
    };
}
