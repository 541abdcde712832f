package dev.medley.world;

import dev.medley.random.Noise;
import dev.medley.random.Streams;
import java.io.Serializable;
import java.time.DayOfWeek;

/**
 * When a place is open: by weekday, with a lunch break where it has one, and what it does on
 * holidays. Everything that a person does at a place goes through here, so that nothing is signed
 * at night and no parcel is handed over on Thanksgiving:
 *
 * <pre>{@code
 * OpeningHours clinic =
 *     PlaceHours.CLINIC.ofPlace(streams.named("hours.clinic"), clinicId, 4, 1.5);
 * long called = clinic.workingTime(alert, lag.sample(draw)); // 2.2 working hours later
 * }</pre>
 *
 * <p>Times are wall-clock seconds as in {@link WallClock}. A place is open from its opening second
 * to before its closing second. Hours that go past midnight are given as two spans, {@code
 * 18:00-24:00} and {@code 00:00-02:00}, and count as one.
 *
 * <p>Who waits at the door comes to be served some time after it opens: {@code workingTime(moment,
 * lag)} with a drawn lag, never {@code nextOpen(moment)} alone.
 */
public final class OpeningHours implements Serializable {
  private static final long serialVersionUID = 1;

  /** Never open, to begin with. */
  public static final OpeningHours CLOSED = new OpeningHours(new int[8][0], Holidays.NONE, null, 0);

  private static final int SUNDAY = 6;
  private static final int HOLIDAY = 7;
  private static final int DAY = (int) WallClock.DAY;

  /** Longer than any place is closed or open without a break; past it, it is for ever. */
  private static final int DAYS_AHEAD = 400;

  /** Numbers of noise a day. */
  private static final int SLOTS = 16;

  /** The furthest that {@link Noise#bell} goes. */
  private static final double BELL_REACH = 3.47;

  /** Opening, closing, opening, … in seconds of the day, by weekday and for holidays. */
  private final int[][] spans;

  private final Holidays holidays;
  private final Noise daily;
  private final double dailySeconds;

  private OpeningHours(int[][] spans, Holidays holidays, Noise daily, double dailySeconds) {
    this.spans = spans;
    this.holidays = holidays;
    this.daily = daily;
    this.dailySeconds = dailySeconds;
  }

  /** The same with these hours on one weekday, such as {@code "08:30-12:00", "13:00-16:30"}. */
  public OpeningHours on(DayOfWeek weekday, String... hours) {
    return on(weekday, weekday, hours);
  }

  /** The same with these hours on each weekday from one to another; none means closed. */
  public OpeningHours on(DayOfWeek from, DayOfWeek to, String... hours) {
    int[][] changed = spans.clone();
    for (int i = from.getValue() - 1; i < to.getValue(); i++) {
      changed[i] = parsed(hours);
    }
    return new OpeningHours(changed, holidays, daily, dailySeconds);
  }

  /** The same with these hours on days off; none means closed. */
  public OpeningHours onHolidays(Holidays kept, String... hours) {
    int[][] changed = spans.clone();
    changed[HOLIDAY] = parsed(hours);
    return new OpeningHours(changed, kept, daily, dailySeconds);
  }

  /** The same, on days off with the hours of a Sunday. */
  public OpeningHours holidaysAsSundays(Holidays kept) {
    int[][] changed = spans.clone();
    changed[HOLIDAY] = spans[SUNDAY];
    return new OpeningHours(changed, kept, daily, dailySeconds);
  }

  /**
   * The hours of one place of the kind: its doors open and close some minutes off, each door time
   * by its own, and every day a little differently. Midnight stays midnight.
   *
   * @param placeMinutes standard deviation among places
   * @param dayMinutes standard deviation among the days of a place
   */
  public OpeningHours ofPlace(
      Streams.Stream stream, long place, double placeMinutes, double dayMinutes) {
    Noise own = stream.noise(place);
    double reach = BELL_REACH * WallClock.MINUTE * (placeMinutes + dayMinutes);
    int[][] moved = new int[spans.length][];
    for (int d = 0; d < spans.length; d++) {
      moved[d] = spans[d].clone();
      for (int i = 0; i < moved[d].length; i++) {
        int before = i == 0 ? 0 : spans[d][i - 1];
        int after = i == spans[d].length - 1 ? DAY : spans[d][i + 1];
        int at = spans[d][i];
        boolean midnight = isMidnight(at);
        if (!midnight && (at - before < 2 * reach || after - at < 2 * reach)) {
          throw new IllegalArgumentException(
              "doors at " + before + ", " + at + " and " + after + " s move into one another");
        }
        if (!midnight) {
          moved[d][i] += (int) (Noise.bell(own.bits(-1 - i)) * placeMinutes * WallClock.MINUTE);
        }
      }
    }
    return new OpeningHours(moved, holidays, own, dayMinutes * WallClock.MINUTE);
  }

  /** The holidays it keeps. */
  public Holidays holidays() {
    return holidays;
  }

  public boolean isOpen(long second) {
    int day = WallClock.epochDay(second);
    int s = WallClock.secondOfDay(second);
    int[] today = spansOn(day);
    for (int i = 0; i < today.length; i += 2) {
      if (s < door(day, today, i)) {
        return false;
      }
      if (s < door(day, today, i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it opens at all on a day. */
  public boolean isOpenOn(int day) {
    return spansOn(day).length > 0;
  }

  /** The second at which it opens first on a day, or {@link WallClock#NEVER}. */
  public long openingOn(int day) {
    int[] today = spansOn(day);
    return today.length == 0 ? WallClock.NEVER : WallClock.startOf(day) + door(day, today, 0);
  }

  /** The second at which it closes last on a day, or {@link WallClock#NEVER}. */
  public long closingOn(int day) {
    int[] today = spansOn(day);
    return today.length == 0
        ? WallClock.NEVER
        : WallClock.startOf(day) + door(day, today, today.length - 1);
  }

  /** The moment itself if it is open, or when it opens next; {@link WallClock#NEVER} if never. */
  public long nextOpen(long second) {
    int day = WallClock.epochDay(second);
    int s = WallClock.secondOfDay(second);
    for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
      int[] today = spansOn(day);
      for (int i = 0; i < today.length; i += 2) {
        if (s < door(day, today, i + 1)) {
          return WallClock.startOf(day) + Math.max(s, door(day, today, i));
        }
      }
      day++;
      s = 0;
    }
    return WallClock.NEVER;
  }

  /**
   * The moment itself if it is closed, or when it closes next; {@link WallClock#NEVER} if never.
   */
  public long nextClose(long second) {
    long at = second;
    for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
      int day = WallClock.epochDay(at);
      int s = WallClock.secondOfDay(at);
      int[] today = spansOn(day);
      int i = 0;
      while (i < today.length && s >= door(day, today, i + 1)) {
        i += 2;
      }
      if (i == today.length || s < door(day, today, i)) {
        return at;
      }
      at = WallClock.startOf(day) + door(day, today, i + 1);
    }
    return WallClock.NEVER;
  }

  /** Seconds of a stretch of time in which it is open. */
  public long openSeconds(long from, long to) {
    long sum = 0;
    int last = WallClock.epochDay(to - 1);
    for (int day = WallClock.epochDay(from); day <= last; day++) {
      int[] today = spansOn(day);
      long start = WallClock.startOf(day);
      for (int i = 0; i < today.length; i += 2) {
        long opens = Math.max(from, start + door(day, today, i));
        long closes = Math.min(to, start + door(day, today, i + 1));
        sum += Math.max(0, closes - opens);
      }
    }
    return sum;
  }

  /** Seconds of a day in which it is open. */
  public long openSecondsOn(int day) {
    return openSeconds(WallClock.startOf(day), WallClock.startOf(day + 1L));
  }

  /**
   * When so much working time has passed since a moment: what takes two hours from 16:30 on Friday
   * is done on Monday morning. Of 0 seconds, it is {@link #nextOpen}.
   */
  public long workingTime(long start, long seconds) {
    long left = seconds;
    int day = WallClock.epochDay(start);
    int s = WallClock.secondOfDay(start);
    for (int idle = 0; idle < DAYS_AHEAD; idle++) {
      int[] today = spansOn(day);
      for (int i = 0; i < today.length; i += 2) {
        int from = Math.max(s, door(day, today, i));
        int here = door(day, today, i + 1) - from;
        if (here > left) {
          return WallClock.startOf(day) + from + left;
        }
        if (here > 0) {
          left -= here;
          idle = 0;
        }
      }
      day++;
      s = 0;
    }
    return WallClock.NEVER;
  }

  /** The moment of a day that has a share, 0 to below 1, of the day's open time behind it. */
  public long momentOn(int day, double share) {
    return workingTime(WallClock.startOf(day), (long) (share * openSecondsOn(day)));
  }

  private int[] spansOn(int day) {
    return spans[holidays.isDayOff(day) ? HOLIDAY : WallClock.weekday(day)];
  }

  private int door(int day, int[] today, int i) {
    int at = today[i];
    if (daily == null || isMidnight(at)) {
      return at;
    }
    return at + (int) (Noise.bell(daily.bits((long) day * SLOTS + i)) * dailySeconds);
  }

  private static boolean isMidnight(int at) {
    return at == 0 || at == DAY;
  }

  private static int[] parsed(String[] hours) {
    int[] spans = new int[2 * hours.length];
    int before = 0;
    for (int i = 0; i < hours.length; i++) {
      String span = hours[i];
      if (!span.matches("\\d\\d:\\d\\d-\\d\\d:\\d\\d")) {
        throw new IllegalArgumentException("hours are written 08:30-17:00, not " + span);
      }
      spans[2 * i] = seconds(span.substring(0, 5));
      spans[2 * i + 1] = seconds(span.substring(6));
      if (spans[2 * i] < before || spans[2 * i + 1] <= spans[2 * i] || spans[2 * i + 1] > DAY) {
        throw new IllegalArgumentException(span + " is not after the hours before it");
      }
      before = spans[2 * i + 1];
    }
    return spans;
  }

  private static int seconds(String time) {
    return (int)
        (Integer.parseInt(time.substring(0, 2)) * WallClock.HOUR
            + Integer.parseInt(time.substring(3)) * WallClock.MINUTE);
  }
}
