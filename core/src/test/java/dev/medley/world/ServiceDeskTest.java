package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Exponential;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import org.junit.jupiter.api.Test;

class ServiceDeskTest {
  private static final Streams.Stream STREAM = new Streams(9, "desk").named("caller");
  private static final int CALLERS = 150_000;
  private static final int AGENTS = 8;
  private static final double TALK = 300_000;

  /** Load of 7 on 8 agents. */
  private static final double GAP = TALK / 7;

  private static final class Caller {
    private final long from;
    private final double talk;
    private long reached = -1;
    private long wouldBeReached = -1;
    private boolean hasLeft;

    private Caller(long from, double talk) {
      this.from = from;
      this.talk = talk;
    }
  }

  /** Callers come, wait with some patience and are served; milliseconds, so that ties are rare. */
  private static Caller[] run(double patience) {
    Caller[] callers = new Caller[CALLERS];
    Servers agents = new Servers(AGENTS);
    ServiceDesk<Caller> desk =
        new ServiceDesk<>(
            agents,
            new ServiceDesk.Service<>() {
              @Override
              public long serve(Caller who, int server, long now) {
                assertTrue(!who.hasLeft);
                who.reached = now;
                return now + Math.max(1, Math.round(who.talk));
              }

              @Override
              public void giveUp(Caller who, long now) {
                assertTrue(who.reached < 0);
                who.hasLeft = true;
              }

              @Override
              public void wouldServe(Caller who, long now) {
                assertTrue(who.hasLeft && who.wouldBeReached < 0);
                who.wouldBeReached = now;
              }
            });
    int[] order = {0, 1, 2, 3, 4, 5, 6, 7};
    desk.staff(order, AGENTS, 0);
    double clock = 0;
    for (int i = 0; i < CALLERS; i++) {
      Draw draw = STREAM.at(i);
      clock += Exponential.ofMean(GAP).sample(draw);
      long now = Math.round(clock);
      while (desk.nextSecond() <= now) {
        desk.step();
      }
      callers[i] = new Caller(now, Exponential.ofMean(TALK).sample(draw));
      double wait = Exponential.ofMean(patience).sample(draw);
      desk.come(
          callers[i],
          0,
          wait == Double.POSITIVE_INFINITY ? WallClock.NEVER : now + (long) wait,
          now);
    }
    while (desk.nextSecond() != WallClock.NEVER) {
      desk.step();
    }
    assertEquals(0, desk.waiting());
    return callers;
  }

  @Test
  void waitsAreThoseOfErlang() {
    double waited = 0;
    double sum = 0;
    for (Caller caller : run(Double.POSITIVE_INFINITY)) {
      waited += caller.reached > caller.from ? 1 : 0;
      sum += caller.reached - caller.from;
    }
    // Erlang C of 7 erlangs on 8 servers: .6353 wait, for one talk on average.
    assertEquals(0.6353, waited / CALLERS, 0.02);
    assertEquals(0.6353, sum / CALLERS / TALK, 0.06);
  }

  @Test
  void whoGivesUpWouldHaveWaitedLonger() {
    int left = 0;
    double talk = 0;
    for (Caller caller : run(TALK)) {
      assertEquals(caller.hasLeft, caller.reached < 0);
      assertEquals(caller.hasLeft, caller.wouldBeReached >= 0);
      if (caller.hasLeft) {
        left++;
        assertTrue(caller.wouldBeReached > caller.from);
      } else {
        talk += caller.talk;
      }
    }
    // With equal means of talk and patience the number present is a Poisson of 7, and a seventh of
    // what it exceeds 8 by on average hangs up (Erlang A).
    assertEquals(0.0917, left / (double) CALLERS, 0.004);
    assertEquals(0.9083, talk / CALLERS / TALK, 0.01);
  }

  @Test
  void itIsTheSameAgain() {
    Caller[] one = run(TALK);
    Caller[] other = run(TALK);
    for (int i = 0; i < CALLERS; i++) {
      assertEquals(one[i].reached, other[i].reached);
    }
  }

  @Test
  void moreStaffTakeThoseWhoWait() {
    StringBuilder log = new StringBuilder();
    ServiceDesk<String> desk =
        new ServiceDesk<>(
            new Servers(2),
            new ServiceDesk.Service<>() {
              @Override
              public long serve(String who, int server, long now) {
                log.append(now).append(who).append(server).append(' ');
                return now + 100;
              }

              @Override
              public void giveUp(String who, long now) {
                log.append(now).append(who).append('-').append(' ');
              }
            });
    desk.come("a", 1, 20, 0);
    desk.come("b", 1, WallClock.NEVER, 1);
    desk.come("c", 0, WallClock.NEVER, 2);
    assertEquals(20, desk.nextSecond());
    desk.step();
    assertEquals(2, desk.waiting());
    desk.staff(new int[] {1, 0}, 1, 30);
    desk.staff(new int[] {1, 0}, 2, 40);
    desk.step();
    assertEquals("20a- 30c1 40b0 ", log.toString());
  }
}
