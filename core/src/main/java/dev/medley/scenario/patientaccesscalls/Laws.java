package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Streams.Stream;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.util.EnumMap;
import java.util.Map;

/** Streams and parameters that all centres of a world share. */
final class Laws {
  private static final double HIGHEST_WEIGHT = 4;
  private static final double LARGEST_SHARE = 0.95;
  private static final double SEASON = 0.05;
  private static final int SEASON_PEAK = 20;

  final Streams streams;
  final int from;
  final int to;
  final double sizeSd;
  final double freshPerWeekday;
  final double dayCv;
  final double storm;
  final double rosterFactor;
  final double slackSd;
  final double absence;
  final double backlogAbsence;
  final double lunch;
  final double backlogGain;
  final double patienceMinutes;
  final double redial;
  final double looperShare;
  final double pickerShare;
  final double hangUp;
  final double attrition;

  /** Share of difficult issues, by queue. */
  final Map<QueueName, Double> difficult = new EnumMap<>(QueueName.class);

  /** What an easy issue's talk has of its queue's, by queue. */
  final Map<QueueName, Double> easyTalk = new EnumMap<>(QueueName.class);

  /** Minutes of talk, by queue. */
  final Map<QueueName, LogNormal> talkMinutes = new EnumMap<>(QueueName.class);

  /** When people call on a day that is no backlog day. */
  final DayProfile profile = DayProfile.withGain(0);

  final Stream units;
  final Stream fours;
  final Stream agents;
  final Stream pickers;
  final Stream attendance;
  final Stream leaves;
  final Stream regionDays;
  final Stream storms;
  final Stream centreDays;
  final Stream absences;
  final Stream needs;
  final Stream lines;
  final Stream lineDeaths;
  final Stream menus;
  final Stream patience;
  final Stream service;
  final Stream afterwards;
  final Stream sentiment;
  final Stream outages;
  final Stream withheld;
  final Stream trunks;
  private final Gamma weights;
  private final Stream weightDraws;
  private final double badTime;

  Laws(World world) {
    this.streams = world.streams();
    this.from = (int) world.horizon().from().toEpochDay();
    this.to = (int) world.horizon().to().toEpochDay();
    this.sizeSd = world.value(PatientAccessCalls.SIZE_SD);
    this.freshPerWeekday = world.value(PatientAccessCalls.FRESH_PER_WEEKDAY);
    this.dayCv = world.value(PatientAccessCalls.DAY_CV);
    this.storm = world.value(PatientAccessCalls.STORM);
    this.rosterFactor = world.value(PatientAccessCalls.ROSTER_FACTOR);
    this.slackSd = world.value(PatientAccessCalls.SLACK_SD);
    this.absence = world.value(PatientAccessCalls.ABSENCE);
    this.backlogAbsence = world.value(PatientAccessCalls.BACKLOG_ABSENCE);
    this.lunch = world.value(PatientAccessCalls.LUNCH);
    this.backlogGain = world.value(PatientAccessCalls.BACKLOG_GAIN);
    this.patienceMinutes = world.value(PatientAccessCalls.PATIENCE_MEAN_MINUTES);
    this.redial = world.value(PatientAccessCalls.REDIAL);
    this.looperShare = world.value(PatientAccessCalls.LOOPER_SHARE);
    this.pickerShare = world.value(PatientAccessCalls.PICKER_SHARE);
    this.hangUp = world.value(PatientAccessCalls.HANG_UP);
    this.attrition = world.value(PatientAccessCalls.ATTRITION);
    double difficultFactor = world.value(PatientAccessCalls.DIFFICULT_FACTOR);
    for (QueueName queue : QueueName.ALL) {
      double share = Math.min(1, difficultFactor * queue.difficult);
      difficult.put(queue, share);
      talkMinutes.put(queue, queue.talkMinutes());
      easyTalk.put(queue, queue.easyTalk(share));
    }
    this.units = streams.named("unit");
    this.fours = streams.named("four");
    this.agents = streams.named("agent");
    this.pickers = streams.named("picker");
    this.attendance = streams.named("attendance");
    this.leaves = streams.named("leave");
    this.regionDays = streams.named("region_day");
    this.storms = streams.named("storm");
    this.centreDays = streams.named("centre_day");
    this.absences = streams.named("absence");
    this.needs = streams.named("need");
    this.lines = streams.named("line");
    this.lineDeaths = streams.named("line_death");
    this.menus = streams.named("menu");
    this.patience = streams.named("patience");
    this.service = streams.named("service");
    this.afterwards = streams.named("afterwards");
    this.sentiment = streams.named("sentiment");
    this.outages = streams.named("outage");
    this.withheld = streams.named("withheld");
    this.trunks = streams.named("trunk");
    this.weights = Gamma.ofMeanAndShape(1, world.value(PatientAccessCalls.CARRIER_SHAPE));
    this.badTime = world.value(PatientAccessCalls.BAD_TIME);
    this.weightDraws = streams.named("carrier.weight");
  }

  /** How often a carrier of mess is bad, relative to the mean of its kind. */
  double carrierWeight(String kind, long key) {
    Draw draw = weightDraws.at(Streams.hash(kind), key);
    double weight;
    do {
      weight = weights.sample(draw);
    } while (weight > HIGHEST_WEIGHT);
    return weight * badTime;
  }

  /**
   * Bad spells of a carrier of mess.
   *
   * @param share of days that are bad, mean of the kind
   * @param meanDays of a spell
   */
  KeyedSpells badSpells(String kind, long key, double share, double meanDays) {
    return KeyedSpells.ofShare(
        streams.named("carrier." + kind),
        key,
        Math.min(LARGEST_SHARE, share * carrierWeight(kind, key)),
        SpellLength.ofMean(meanDays));
  }

  /** Needs of a day of the year, relative to the year's mean. */
  static double season(int dayOfYear) {
    return 1 + SEASON * Math.cos(2 * Math.PI * (dayOfYear - SEASON_PEAK) / 366);
  }

  /** What planners know of billing: statements of deductibles fill the last quarter. */
  static double plannedBilling(int month) {
    return month >= 10 ? 1.15 : 0.95;
  }

  /** Whether a storm keeps a region at home. */
  boolean isStorm(int regionIndex, int day) {
    int month = UsCalendar.month(day);
    return (month <= 3 || month == 12) && storms.uniform(regionIndex, day) < storm;
  }
}
