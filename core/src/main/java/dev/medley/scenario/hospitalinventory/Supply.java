package dev.medley.scenario.hospitalinventory;

import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Reason;
import dev.medley.scenario.hospitalinventory.HospitalInventory.RecallClass;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What all hospitals share, a function of the seed alone: the lots that vendors make, the lots that
 * they recall and the months in which they cannot deliver. Made once a world and only read.
 *
 * <p>Days are counted since 1970-01-01. A lot is an item and a window of 21 days, counted from the
 * first day of the horizon; windows before it have negative numbers.
 */
final class Supply {
  /** Days before the horizon in which hospitals already live. */
  static final int WARM_UP_DAYS = 150;

  private static final int LOT_DAYS = 21;
  private static final int FIRST_LOT_NUMBER = 1_000;

  /** From the first day of its window to the dock. */
  private static final int FEWEST_DAYS_TO_DOCK = 30;

  private static final int MOST_DAYS_TO_DOCK = 90;

  // ---- rule expiry

  private static final double LEAST_LIFE_LEFT = 0.30;
  private static final double MOST_LIFE_LEFT = 0.95;

  // ---- rule recall_panic

  /** FDA: the interval from making to recall is months. */
  private static final int FEWEST_DAYS_TO_RECALL = 160;

  private static final int MOST_DAYS_TO_RECALL = 280;
  private static final int HIP_LOT_AGE_DAYS = 170;
  private static final int HIP_RECALL_FROM_DAY = 20;
  private static final int HIP_RECALL_DAYS = 60;
  private static final int HIP_ITEMS = 3;
  private static final double CLASS_I = 0.05;
  private static final double CLASS_II = 0.90;
  private static final double DESIGN = 0.37;
  private static final double PACKAGING = 0.25;
  private static final double MATERIAL = 0.20;
  private static final long RECALL_NUMBERS = 100_000;

  // ---- rule replenishment

  private static final int EPISODE_BLOCK_DAYS = 570;
  private static final int EPISODES_A_BLOCK = 2;
  private static final double EPISODE_HAPPENS = 0.8;
  private static final int SHORTEST_EPISODE_DAYS = 21;
  private static final int LONGEST_EPISODE_DAYS = 56;

  /**
   * A lot that the vendor calls back.
   *
   * @param lot number of its window
   * @param day on which it is announced
   */
  record Recall(
      long id, Item item, int lot, int day, RecallClass recallClass, Reason reason, int index) {}

  private final int firstDay;
  private final int lastDay;
  private final Streams.Stream lives;
  private final Streams.Stream episodes;
  private final List<Recall> recalls;

  Supply(World world) {
    Streams streams = world.streams();
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.lives = streams.named("lot.life");
    this.episodes = streams.named("backorder");
    this.recalls = recalls(streams, world.value(HospitalInventory.RECALL_RATE));
  }

  // ---- lots

  /** The lot that is delivered on a day. */
  int lotOf(Item item, int day, double uniform) {
    int age = FEWEST_DAYS_TO_DOCK + (int) (uniform * (MOST_DAYS_TO_DOCK - FEWEST_DAYS_TO_DOCK + 1));
    int lot = Math.floorDiv(day - age - firstDay, LOT_DAYS);
    while (item.isImplant() && isRecalled(item, lot, day)) {
      lot++;
    }
    return lot;
  }

  /** The same everywhere, as it is printed on the box; {@link Bin#NEVER} if it does not expire. */
  int expiryOf(Item item, int lot) {
    if (item.months() == 0) {
      return Bin.NEVER;
    }
    double left =
        LEAST_LIFE_LEFT + (MOST_LIFE_LEFT - LEAST_LIFE_LEFT) * lives.uniform(item.id(), lot);
    int onDock =
        firstDay + lot * LOT_DAYS + LOT_DAYS / 2 + (FEWEST_DAYS_TO_DOCK + MOST_DAYS_TO_DOCK) / 2;
    return onDock + (int) (item.shelfLifeDays() * left);
  }

  static String lotNumber(Item item, int lot) {
    return "L" + item.code() + (FIRST_LOT_NUMBER + lot);
  }

  // ---- rule recall_panic

  /** Those of the warm-up and of the horizon, by day. */
  List<Recall> recalls() {
    return recalls;
  }

  private boolean isRecalled(Item item, int lot, int day) {
    Recall recall = recallOf(item, lot);
    return recall != null && recall.day <= day;
  }

  /** The recall of a lot, or null. */
  Recall recallOf(Item item, int lot) {
    for (Recall recall : recalls) {
      if (recall.lot == lot && recall.item.id() == item.id()) {
        return recall;
      }
    }
    return null;
  }

  boolean isPublished(Recall recall) {
    return recall.day >= firstDay && recall.day <= lastDay;
  }

  private List<Recall> recalls(Streams streams, double rate) {
    Streams.Stream chances = streams.named("recall");
    Streams.Stream hips = streams.named("recall.hip");
    int from = firstDay - WARM_UP_DAYS;
    List<Recall> found = new ArrayList<>();
    int firstLot = Math.floorDiv(-WARM_UP_DAYS - MOST_DAYS_TO_RECALL, LOT_DAYS);
    int lastLot = Math.floorDiv(lastDay - firstDay, LOT_DAYS);
    for (int id = Item.FIRST_IMPLANT; id <= Item.ALL.size(); id++) {
      for (int lot = firstLot; lot <= lastLot; lot++) {
        Draw draw = chances.at(id, lot);
        if (draw.nextDouble() < rate) {
          int wait =
              FEWEST_DAYS_TO_RECALL + draw.nextInt(MOST_DAYS_TO_RECALL - FEWEST_DAYS_TO_RECALL + 1);
          add(found, Item.of(id), lot, firstDay + lot * LOT_DAYS + wait, from, streams);
        }
      }
    }
    for (int month = UsCalendar.monthNumber(from) / 3; ; month++) {
      Draw draw = hips.at(month);
      int begin = UsCalendar.day(1970 + month / 4, month % 4 * 3 + 1, 1);
      if (begin > lastDay) {
        break;
      }
      int day = begin + HIP_RECALL_FROM_DAY + draw.nextInt(HIP_RECALL_DAYS + 1);
      Item item = Item.of(Item.STEM_STANDARD + draw.nextInt(HIP_ITEMS));
      if (rate > 0) {
        add(
            found,
            item,
            Math.floorDiv(day - HIP_LOT_AGE_DAYS - firstDay, LOT_DAYS),
            day,
            from,
            streams);
      }
    }
    found.sort(Comparator.comparingInt(Recall::day).thenComparingLong(Recall::id));
    for (int i = 0; i < found.size(); i++) {
      Recall r = found.get(i);
      found.set(i, new Recall(r.id, r.item, r.lot, r.day, r.recallClass, r.reason, i));
    }
    return List.copyOf(found);
  }

  /** A lot is called back once: whatever comes first. */
  private void add(List<Recall> found, Item item, int lot, int day, int from, Streams streams) {
    if (day < from || day > lastDay) {
      return;
    }
    for (Recall other : found) {
      if (other.item.id() == item.id() && other.lot == lot) {
        if (other.day <= day) {
          return;
        }
        found.remove(other);
        break;
      }
    }
    Draw draw = streams.named("recall.class").at(item.id(), lot);
    RecallClass recallClass = recallClass(draw.nextDouble());
    Reason reason = reason(draw.nextDouble());
    long number = Math.floorMod(lot * 8L + item.id() - Item.FIRST_IMPLANT, RECALL_NUMBERS);
    long id =
        RECALL_NUMBERS
            + Permutation.of(RECALL_NUMBERS, streams.named("recall.id").bits(0)).at(number);
    found.add(new Recall(id, item, lot, day, recallClass, reason, 0));
  }

  private static RecallClass recallClass(double uniform) {
    if (uniform < CLASS_I) {
      return RecallClass.I;
    }
    return uniform < CLASS_I + CLASS_II ? RecallClass.II : RecallClass.III;
  }

  private static Reason reason(double uniform) {
    if (uniform < DESIGN) {
      return Reason.DESIGN;
    }
    if (uniform < DESIGN + PACKAGING) {
      return Reason.PACKAGING;
    }
    return uniform < DESIGN + PACKAGING + MATERIAL ? Reason.MATERIAL : Reason.LABELING;
  }

  // ---- rule replenishment

  /** Whether a vendor can hardly deliver on a day. */
  boolean isBackordered(int vendor, int day) {
    int sinceStart = day - (firstDay - WARM_UP_DAYS);
    int block = Math.floorDiv(sinceStart, EPISODE_BLOCK_DAYS);
    int at = sinceStart - block * EPISODE_BLOCK_DAYS;
    Draw draw = episodes.at(vendor, block);
    boolean isOn = false;
    for (int i = 0; i < EPISODES_A_BLOCK; i++) {
      boolean happens = draw.nextDouble() < EPISODE_HAPPENS;
      int length =
          SHORTEST_EPISODE_DAYS + draw.nextInt(LONGEST_EPISODE_DAYS - SHORTEST_EPISODE_DAYS + 1);
      int start = draw.nextInt(EPISODE_BLOCK_DAYS - length + 1);
      isOn |= happens && at >= start && at < start + length;
    }
    return isOn;
  }
}
