package freeworker.challenge.words;

import freeworker.GangTask;
import freeworker.Member;

/**
 * What each member of the gang runs.
 *
 * @param combining whether a member adds up what it has of a word before it sends it
 * @param memory how many bytes it may think it has; 0 for those of its process
 */
record WordTask(Splitting splitting, boolean combining, boolean sent, long memory)
    implements GangTask<Long> {

  @Override
  public Long run(Member member) throws Exception {
    long bytes = memory > 0 ? memory : Runtime.getRuntime().maxMemory();
    try (var work = new MemberWork(this, member, Room.of(bytes, member.size()))) {
      return work.run();
    }
  }
}
