package dev.medley.source;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The distinct strings of one column in one batch. Code lists have a handful, so a string is
 * encoded once a batch; texts that never repeat fall back to one entry a row without being looked
 * up.
 */
final class StringDictionary {
  private static final int GIVE_UP = 2048;

  private String[] slots = new String[64];
  private int[] slotCodes = new int[64];
  private UTF8String[] values = new UTF8String[64];
  private int size;
  private boolean hopeless;
  private String last;
  private int lastCode;

  /** The code of a string. */
  int code(String s) {
    if (hopeless) {
      return add(UTF8String.fromString(s));
    }
    // By identity: a region or a state that lasts is the same constant in row after row.
    if (isLast(s)) {
      return lastCode;
    }
    last = s;
    lastCode = lookedUp(s);
    return lastCode;
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isLast(String s) {
    return s == last;
  }

  private int lookedUp(String s) {
    int mask = slots.length - 1;
    int hash = s.hashCode();
    int i = (hash ^ (hash >>> 15)) & mask;
    for (String at = slots[i]; at != null; at = slots[i]) {
      if (at.equals(s)) {
        return slotCodes[i];
      }
      i = (i + 1) & mask;
    }
    int code = add(UTF8String.fromString(s));
    slots[i] = s;
    slotCodes[i] = code;
    if (size * 2 > slots.length) {
      grow();
    }
    return code;
  }

  /** Appends a value and returns its code. */
  int add(UTF8String value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size] = value;
    return size++;
  }

  UTF8String value(int code) {
    return values[code];
  }

  int size() {
    return size;
  }

  void clear() {
    hopeless = hopeless || size > GIVE_UP;
    Arrays.fill(slots, null);
    Arrays.fill(values, 0, size, null);
    size = 0;
    last = null;
  }

  private void grow() {
    String[] oldSlots = slots;
    int[] oldCodes = slotCodes;
    slots = new String[oldSlots.length * 2];
    slotCodes = new int[slots.length];
    int mask = slots.length - 1;
    for (int j = 0; j < oldSlots.length; j++) {
      if (oldSlots[j] != null) {
        int hash = oldSlots[j].hashCode();
        int i = (hash ^ (hash >>> 15)) & mask;
        while (slots[i] != null) {
          i = (i + 1) & mask;
        }
        slots[i] = oldSlots[j];
        slotCodes[i] = oldCodes[j];
      }
    }
  }
}
