using Muster.Actors.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class RankVerdictTests
{
    [Theory]
    //          code sig  phase             join  abort stopping  failed reason                       by us
    [InlineData(0, 0, PmiPhase.Left, true, null, false, false, "", false)]
    [InlineData(0, 0, PmiPhase.Silent, false, null, false, false, "", false)]
    [InlineData(3, 0, PmiPhase.Left, true, null, false, true, "exit code 3", false)]
    [InlineData(0, 11, PmiPhase.Joined, true, null, false, true, "killed by SIGSEGV", false)]
    [InlineData(0, 64, PmiPhase.Joined, true, null, false, true, "killed by signal 64", false)]
    [InlineData(0, 15, PmiPhase.Joined, true, null, true, false, "killed by SIGTERM", true)]
    [InlineData(1, 0, PmiPhase.Joined, true, null, true, false, "exit code 1", true)]
    [InlineData(0, 0, PmiPhase.Joined, true, null, true, false, "", true)]
    [InlineData(5, 0, PmiPhase.Joined, true, 5, true, true, "MPI_Abort(5)", false)]
    [InlineData(0, 0, PmiPhase.Joined, true, null, false, true, "ended with exit code 0 but without MPI_Finalize", false)]
    public void Ends_are_judged(int code, int signal, PmiPhase phase, bool join, int? abort, bool stopping, bool failed, string reason, bool byUs) =>
        RankVerdict.Of(code, signal, phase, join, abort, stopping).ShouldBe(new RankVerdict(failed, reason, byUs));

    [Fact]
    public void A_rank_of_many_that_never_joined_fails_the_run()
    {
        var verdict = RankVerdict.Of(0, 0, PmiPhase.Silent, mustJoin: true, null, stopping: false);
        verdict.Failed.ShouldBeTrue();
        verdict.Reason.ShouldContain("never joined");
    }
}
