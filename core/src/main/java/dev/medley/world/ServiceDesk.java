package dev.medley.world;

/**
 * A line with servers behind it: a call centre's queue and its agents, a desk, a scanner. A
 * scenario has an {@link Agenda} of its own for arrivals, redials and changes of staff, and lets
 * happen whatever comes first:
 *
 * <pre>
 * while (Math.min(agenda.nextSecond(), desk.nextSecond()) &lt; end) {
 *   if (desk.nextSecond() &lt;= agenda.nextSecond()) {
 *     desk.step();
 *   } else {
 *     long now = agenda.nextSecond();
 *     agenda.take().happen(now);
 *   }
 * }
 * </pre>
 *
 * <p>In the same second, servers become free before anybody loses patience. The desk draws nothing.
 *
 * @param <T> who is served
 */
public final class ServiceDesk<T> {

  /** What happens to those who come. */
  public interface Service<T> {

    /**
     * A server takes somebody.
     *
     * @return the second at which the server is free for the next: talk and notes
     */
    long serve(T who, int server, long now);

    /** Somebody's patience runs out. */
    void giveUp(T who, long now);

    /**
     * A server would have taken somebody who gave up before: the wait that was offered. Called once
     * for each who gave up, if the desk serves until its line is empty.
     */
    default void wouldServe(T who, long now) {}
  }

  private final Servers servers;
  private final Service<T> service;
  private final WaitingLine<T> line = new WaitingLine<>();

  public ServiceDesk(Servers servers, Service<T> service) {
    this.servers = servers;
    this.service = service;
  }

  /**
   * Somebody comes, and is served at once if a server is free.
   *
   * @param rank smallest first; the same for all where who comes first is served first
   * @param leavesAt second at which patience runs out, or {@link WallClock#NEVER}
   */
  public void come(T who, long rank, long leavesAt, long now) {
    line.join(who, rank, leavesAt);
    serve(now);
  }

  /** From now on the first {@code number} of {@code order} are on duty, and nobody else. */
  public void staff(int[] order, int number, long now) {
    servers.staff(order, number);
    serve(now);
  }

  /** How many wait. */
  public int waiting() {
    return line.waiting();
  }

  /** When something happens next by itself, or {@link WallClock#NEVER}. */
  public long nextSecond() {
    return Math.min(servers.nextFinish(), line.nextLeavesAt());
  }

  /** Lets happen what is due at {@link #nextSecond()}. */
  public void step() {
    long now = nextSecond();
    if (servers.nextFinish() == now) {
      servers.finish();
      serve(now);
    } else {
      service.giveUp(line.leaverLeavesMark(), now);
    }
  }

  private void serve(long now) {
    while (servers.free() > 0 && !line.isEmpty()) {
      if (line.firstIsMark()) {
        service.wouldServe(line.first(), now);
      } else {
        T who = line.first();
        int server = servers.takeIdlest();
        servers.occupy(server, service.serve(who, server, now));
      }
    }
  }
}
