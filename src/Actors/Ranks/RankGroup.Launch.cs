using Akka.Actor;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>A group whose ranks a site's launcher starts: the launcher has to end too, on node 0.</summary>
internal sealed partial class RankGroup
{
    // What a launcher may take to end once its ranks have.
    private static readonly TimeSpan LauncherPatience = TimeSpan.FromSeconds(10);

    // How long ranks may outlive the launcher that started them.
    private static readonly TimeSpan LauncherLead = TimeSpan.FromSeconds(2);

    private bool IsLaunched => _start.Launcher.Length > 0;

    private bool HasLauncher => IsLaunched && _start.NodeIndex == 0;

    private void ReceiveLaunch()
    {
        Receive<GroupNews.LauncherEnded>(ended =>
        {
            _log.LauncherEnded(Key, ended.How);
            if (_ended.Count < LocalRanks)
                Timers.StartSingleTimer(nameof(GroupNews.LauncherEnded), new RanksOutlive(ended.How), LauncherLead);
        });
        Receive<RanksOutlive>(outlive =>
        {
            if (_ended.Count < LocalRanks)
                Fail($"{outlive.Launcher} while its ranks were running");
        });
        Receive<EndLauncher>(_ => _io.EndLauncher(_number, GroupPlanner.PatienceOf(_start)));
    }

    // Ranks first: a launcher that is signalled kills its ranks at once.
    private void StopLauncherLater()
    {
        if (HasLauncher)
            Timers.StartSingleTimer(EndLauncher.Instance, EndLauncher.Instance, TimeSpan.FromMilliseconds(GroupPlanner.PatienceOf(_start).TotalMs) + LauncherLead);
    }

    private void AwaitLauncher()
    {
        if (HasLauncher && !_gone && _ended.Count == LocalRanks && _openBelow.Count == 0 && !Timers.IsTimerActive(EndLauncher.Instance))
            Timers.StartSingleTimer(EndLauncher.Instance, EndLauncher.Instance, LauncherPatience);
    }

    // A rank that never came while the group was being stopped was stopped with it.
    private bool WasStoppedBefore(GroupNews.StartFailed failed)
    {
        if (!IsLaunched || _stopReason == null)
            return false;
        _ended.Add(failed.Rank);
        ReportOwn(new GroupReport
        {
            RankEnded = new RankEnded { Key = Key, Node = _settings.Node, Rank = failed.Rank, Reason = failed.Reason, StoppedByUs = true },
        });
        EndChannels(failed.Rank);
        SettleOrSweep();
        return true;
    }

    private void ForgetLauncher()
    {
        if (HasLauncher)
            File.Delete(GroupPlanner.HostFileOf(_start));
    }

    private sealed record RanksOutlive(string Launcher);

    private sealed record EndLauncher
    {
        public static EndLauncher Instance { get; } = new();
    }
}
