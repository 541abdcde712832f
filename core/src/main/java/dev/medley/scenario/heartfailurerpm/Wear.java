package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.World;
import java.util.Arrays;

/**
 * Rule {@code watch}: when the watch is on the wrist. Most patients leave it off for a day or two
 * now and then, a few give it up; most charge it at an hour of their own, some over night.
 */
final class Wear {
  private static final double SPELLS_A_DAY = 0.03;
  private static final double SPELLS_SIGMA = 0.8;

  /** By how much more often it is left off after 180 days. */
  private static final double SPELLS_GROWTH = 0.8;

  private static final LogNormal SPELL_DAYS = LogNormal.ofMedianAndSigma(1.2, 1.0);

  /** It is taken off when its wearer is up. */
  private static final double SPELL_FROM_HOUR = 6;

  private static final double CHARGING_DAYS_SHARE = 0.8;
  private static final double[] CHARGING_HOURS = {20.5, 7.5, 12.5};
  private static final Discrete CHARGING_HABITS = Discrete.of(0.5, 0.3, 0.2);
  private static final double CHARGING_SD_HOURS = 0.6;
  private static final LogNormal CHARGING_LASTS_HOURS = LogNormal.ofMedianAndSigma(1.1, 0.5);

  private static final double NIGHTS_SHARE = 0.65;
  private static final Normal NIGHT_FROM_HOUR = Normal.of(22, 0.5);
  private static final Normal NIGHT_TO_HOUR = Normal.of(30, 0.5);

  private static final int HOURS = 24;
  private static final int MINUTES = 60;
  private static final int MOST_OFF_MINUTES = 30;

  /** Hours from midnight on that make the night's sleep score, and how many of them it takes. */
  private static final int NIGHT_HOURS = 7;

  private static final int LEAST_NIGHT_HOURS = 4;

  private final long patientId;
  private final double spellsADay;
  private final boolean isChargedAtNight;
  private final double chargingHour;
  private final Streams.Stream spells;
  private final Streams.Stream chargings;

  /** Minutes off the wrist, by hour of today and tomorrow. */
  private final double[] offMinutes = new double[2 * HOURS];

  /** The last spell, in hours since the first midnight of the programme. */
  private double spellFrom;

  private double spellUntil;

  Wear(long patientId, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    Draw habits = streams.named("persona.wear").at(patientId);
    this.spellsADay = SPELLS_A_DAY * Math.exp(SPELLS_SIGMA * Normal.standard(habits));
    this.chargingHour =
        CHARGING_HOURS[CHARGING_HABITS.at(habits.nextDouble())]
            + CHARGING_SD_HOURS * Normal.standard(habits);
    this.isChargedAtNight = habits.nextDouble() < world.value(HeartFailureRpm.WATCH_NIGHT);
    this.spells = streams.named("watch_off");
    this.chargings = streams.named("watch_charging");
  }

  /** What is known of a calendar day when it begins; days come one after the other. */
  void openDay(int day, int programmeDay) {
    System.arraycopy(offMinutes, HOURS, offMinutes, 0, HOURS);
    Arrays.fill(offMinutes, HOURS, 2 * HOURS, 0);
    leaveOff(day, programmeDay);
    Draw charging = chargings.at(patientId, day);
    double u = charging.nextDouble();
    if (isChargedAtNight) {
      if (u < NIGHTS_SHARE) {
        takeOff(NIGHT_FROM_HOUR.sample(charging), NIGHT_TO_HOUR.sample(charging));
      }
    } else if (u < CHARGING_DAYS_SHARE) {
      double from = chargingHour + CHARGING_SD_HOURS * Normal.standard(charging);
      takeOff(from, from + CHARGING_LASTS_HOURS.sample(charging));
    }
  }

  private void leaveOff(int day, int programmeDay) {
    double midnight = (double) HOURS * programmeDay;
    if (spellUntil < midnight + HOURS) {
      Draw draw = spells.at(patientId, day);
      double rate = spellsADay * (1 + SPELLS_GROWTH * programmeDay / Course.DAYS);
      if (Chance.hits(rate, draw)) {
        takeOff(spellFrom - midnight, Math.min(HOURS, spellUntil - midnight));
        spellFrom = midnight + SPELL_FROM_HOUR + (HOURS - SPELL_FROM_HOUR) * draw.nextDouble();
        spellUntil = spellFrom + HOURS * SPELL_DAYS.sample(draw);
      }
    }
    takeOff(spellFrom - midnight, Math.min(HOURS, spellUntil - midnight));
  }

  /** Off from an hour of today to another, of today or tomorrow. */
  private void takeOff(double from, double to) {
    double until = Math.min(to, offMinutes.length);
    for (int hour = (int) Math.max(0, from); hour < until; hour++) {
      double within = Math.min(hour + 1, until) - Math.max(hour, from);
      offMinutes[hour] += Math.max(0, within) * MINUTES;
    }
  }

  /** Whether it is off for most of an hour of today. */
  boolean isOff(int hour) {
    return offMinutes[hour] > MOST_OFF_MINUTES;
  }

  /** Whether it was worn long enough to score the night that ended today. */
  boolean sawTheNight() {
    int worn = 0;
    for (int hour = 0; hour < NIGHT_HOURS; hour++) {
      worn += isOff(hour) ? 0 : 1;
    }
    return worn >= LEAST_NIGHT_HOURS;
  }
}
