package dev.medley.scenario.hospitalinventory;

import dev.medley.random.Permutation;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Department;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Movement;
import dev.medley.scenario.hospitalinventory.HospitalInventory.MovementType;
import dev.medley.world.Emitter;
import java.util.Arrays;

/**
 * The entries of one bin on one day. They are collected in the order of the ledger, put into the
 * order of the clock, and only then get the system quantity that each of them found: what an
 * auditor adds up line by line.
 */
final class DayBook {
  private static final long IDS_PER_HOSPITAL = 10_000_000;
  private static final long FIVE_MINUTES = 300;

  private final long hospitalId;
  private final Permutation ids;
  private long entries;

  private int size;
  private MovementType[] types = new MovementType[8];
  private int[] changes = new int[8];
  private long[] seconds = new long[8];
  private String[] lots = new String[8];
  private int[] expiries = new int[8];
  private boolean[] carrierIsBad = new boolean[8];

  DayBook(long hospitalId, long key) {
    this.hospitalId = hospitalId;
    this.ids = Permutation.of(IDS_PER_HOSPITAL, key);
  }

  void clear() {
    size = 0;
  }

  void add(MovementType type, int change, long second) {
    add(type, change, second, null, Bin.NEVER, false);
  }

  /**
   * Adds an entry.
   *
   * @param change of the system stock; of an order, its units
   * @param isBad whether who writes it has a bad spell
   */
  void add(MovementType type, int change, long second, String lot, int expiry, boolean isBad) {
    if (size == types.length) {
      grow();
    }
    types[size] = type;
    changes[size] = change;
    seconds[size] = second;
    lots[size] = lot;
    expiries[size] = expiry;
    carrierIsBad[size++] = isBad;
  }

  /** The latest moment of what has been entered; 0 if nothing has. */
  long latest() {
    long latest = 0;
    for (int i = 0; i < size; i++) {
      latest = Math.max(latest, seconds[i]);
    }
    return latest;
  }

  /** The latest moment of the entries of a type; 0 if there is none. */
  long latest(MovementType type) {
    long latest = 0;
    for (int i = 0; i < size; i++) {
      latest = types[i] == type ? Math.max(latest, seconds[i]) : latest;
    }
    return latest;
  }

  void emit(Bin bin, Department department, int before, int day, Emitter out) {
    waitForTheCart(before);
    sort();
    int running = before;
    for (int i = 0; i < size; i++) {
      MovementType type = types[i];
      boolean isCount = type == MovementType.CYCLE_COUNT || type == MovementType.SPOT_COUNT;
      out.emit(
          HospitalInventory.STOCK_MOVEMENTS,
          new Movement(
              hospitalId * IDS_PER_HOSPITAL + ids.at(entries++),
              bin.inventoryId,
              hospitalId,
              department,
              bin.item.id(),
              type,
              changes[i],
              running,
              isCount ? running + changes[i] : null,
              lots[i],
              expiries[i] == Bin.NEVER ? null : expiries[i],
              seconds[i],
              day,
              bin.item.pack(),
              type == MovementType.RECEIPT && carrierIsBad[i],
              type == MovementType.CYCLE_COUNT && carrierIsBad[i]));
      running += type == MovementType.ORDER ? 0 : changes[i];
    }
  }

  /** What was not on the shelf in the morning is taken when the cart has come. */
  private void waitForTheCart(int before) {
    int taken = 0;
    for (int i = 0; i < size; i++) {
      taken += types[i] == MovementType.ORDER ? 0 : Math.max(0, -changes[i]);
    }
    for (int i = 0; i < size; i++) {
      if (types[i] == MovementType.ISSUE && taken > before) {
        long cart = latest(MovementType.RECEIPT);
        if (seconds[i] <= cart) {
          seconds[i] = cart + FIVE_MINUTES + (seconds[i] & 0x7ff);
        }
      }
    }
  }

  /** Few entries, mostly in order already. */
  private void sort() {
    for (int i = 1; i < size; i++) {
      for (int j = i; j > 0 && seconds[j - 1] > seconds[j]; j--) {
        swap(j - 1, j);
      }
    }
  }

  private void swap(int a, int b) {
    MovementType type = types[a];
    types[a] = types[b];
    types[b] = type;
    int change = changes[a];
    changes[a] = changes[b];
    changes[b] = change;
    long second = seconds[a];
    seconds[a] = seconds[b];
    seconds[b] = second;
    String lot = lots[a];
    lots[a] = lots[b];
    lots[b] = lot;
    int expiry = expiries[a];
    expiries[a] = expiries[b];
    expiries[b] = expiry;
    boolean isBad = carrierIsBad[a];
    carrierIsBad[a] = carrierIsBad[b];
    carrierIsBad[b] = isBad;
  }

  private void grow() {
    int more = 2 * size;
    types = Arrays.copyOf(types, more);
    changes = Arrays.copyOf(changes, more);
    seconds = Arrays.copyOf(seconds, more);
    lots = Arrays.copyOf(lots, more);
    expiries = Arrays.copyOf(expiries, more);
    carrierIsBad = Arrays.copyOf(carrierIsBad, more);
  }
}
