package dev.medley.scenario.hospitalinventory;

import java.util.Arrays;

/**
 * A bin of one item with its two ledgers: the lots that lie in it, and what the system believes.
 * Nothing else is stock: whatever happens goes through one of the methods, each of which says which
 * of the ledgers it moves.
 */
final class Bin {
  /** Day of expiry of what does not expire. */
  static final int NEVER = Integer.MAX_VALUE;

  final Item item;
  final long inventoryId;

  /** Key of its draws, unique over all hospitals. */
  final long key;

  final String location;
  final boolean isLegacy;

  /** Use in that of an average bin of the item. */
  final double demandFactor;

  /** When in the day most of it is taken, in seconds. */
  final int usualSecond;

  int par;

  /** What the system believes. */
  int system;

  int physical;

  /** Hidden units in pockets, ceilings and drawers. */
  int stash;

  int onOrder;

  /** Closing: nothing is ordered any more. */
  boolean isClosing;

  boolean isGone;

  /** Need that was charted since the last review. */
  int documented;

  // Lots in the order in which they came.
  private int lots;
  private int[] lot = new int[4];
  private int[] expiry = new int[4];
  private int[] units = new int[4];

  // Open orders.
  private int orders;
  private int[] dueDay = new int[2];
  private int[] dueUnits = new int[2];

  Bin(
      Item item,
      long inventoryId,
      long key,
      String location,
      boolean isLegacy,
      double demandFactor,
      int usualSecond) {
    this.item = item;
    this.inventoryId = inventoryId;
    this.key = key;
    this.location = location;
    this.isLegacy = isLegacy;
    this.demandFactor = demandFactor;
    this.usualSecond = usualSecond;
  }

  // ---- both ledgers

  void receive(int lotNumber, int expiryDay, int n) {
    system += n;
    put(lotNumber, expiryDay, n);
  }

  /** What is there before anybody looks. */
  void begin(int lotNumber, int expiryDay, int n) {
    receive(lotNumber, expiryDay, n);
  }

  /** Takes a whole lot out, and says how many units that were. */
  int quarantine(int lotNumber) {
    int removed = 0;
    for (int i = 0; i < lots; i++) {
      if (lot[i] == lotNumber) {
        removed += units[i];
        units[i] = 0;
      }
    }
    physical -= removed;
    system -= removed;
    forgetEmpty();
    return removed;
  }

  /** Index of a lot that has expired, or -1. */
  int expired(int day) {
    for (int i = 0; i < lots; i++) {
      if (expiry[i] <= day) {
        return i;
      }
    }
    return -1;
  }

  int lotAt(int i) {
    return lot[i];
  }

  int expiryAt(int i) {
    return expiry[i];
  }

  /** Writes a lot off, and says how many units that were. */
  int writeOff(int i) {
    int removed = units[i];
    units[i] = 0;
    physical -= removed;
    system -= removed;
    forgetEmpty();
    return removed;
  }

  // ---- the shelf alone

  /** Takes units off the shelf, first expired first or newest first; {@code taken} hears lots. */
  void take(int n, boolean newestFirst, LotReader taken) {
    int left = n;
    while (left > 0) {
      int i = newestFirst ? lots - 1 : firstToExpire();
      int part = Math.min(left, units[i]);
      units[i] -= part;
      physical -= part;
      left -= part;
      if (taken != null) {
        for (int u = 0; u < part; u++) {
          taken.took(lot[i]);
        }
      }
      if (units[i] == 0) {
        forgetEmpty();
      }
    }
  }

  /** Hears the lot of every unit. */
  interface LotReader {
    void took(int lot);
  }

  // ---- the books alone

  void book(int n) {
    system -= n;
  }

  /** A count: the system learns what is there. */
  void count() {
    system = physical;
  }

  // ---- orders

  int position() {
    return system + onOrder;
  }

  void order(int n, int day) {
    if (orders == dueDay.length) {
      dueDay = Arrays.copyOf(dueDay, 2 * orders);
      dueUnits = Arrays.copyOf(dueUnits, 2 * orders);
    }
    dueDay[orders] = day;
    dueUnits[orders++] = n;
    onOrder += n;
  }

  /** Units of an order that has arrived by a day, which is then closed; 0 if there is none. */
  int arrived(int day) {
    for (int i = 0; i < orders; i++) {
      if (dueDay[i] <= day) {
        int n = dueUnits[i];
        orders--;
        System.arraycopy(dueDay, i + 1, dueDay, i, orders - i);
        System.arraycopy(dueUnits, i + 1, dueUnits, i, orders - i);
        onOrder -= n;
        return n;
      }
    }
    return 0;
  }

  /** Day on which the first of its lots expires, or {@link #NEVER}. */
  int earliestExpiry() {
    return lots == 0 ? NEVER : expiry[firstToExpire()];
  }

  private int firstToExpire() {
    int first = 0;
    for (int i = 1; i < lots; i++) {
      if (expiry[i] < expiry[first]) {
        first = i;
      }
    }
    return first;
  }

  private void put(int lotNumber, int expiryDay, int n) {
    physical += n;
    if (lots > 0 && lot[lots - 1] == lotNumber) {
      units[lots - 1] += n;
      return;
    }
    if (lots == lot.length) {
      lot = Arrays.copyOf(lot, 2 * lots);
      expiry = Arrays.copyOf(expiry, 2 * lots);
      units = Arrays.copyOf(units, 2 * lots);
    }
    lot[lots] = lotNumber;
    expiry[lots] = expiryDay;
    units[lots++] = n;
  }

  private void forgetEmpty() {
    int kept = 0;
    for (int i = 0; i < lots; i++) {
      if (units[i] > 0) {
        lot[kept] = lot[i];
        expiry[kept] = expiry[i];
        units[kept++] = units[i];
      }
    }
    lots = kept;
  }
}
