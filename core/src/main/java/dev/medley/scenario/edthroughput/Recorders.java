package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.Beta;
import dev.medley.random.Noise;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.SpellLength;
import dev.medley.world.World;

/**
 * Who and what spoils a department's records: its registration desks, triage stations, providers,
 * workstations, ward clerks and bed board. Each has a rate of its own and is worse for a while; the
 * rates below are the means.
 */
final class Recorders {
  private static final int DESKS = 10;

  /** Desks that still have the old client of the registration system. */
  private static final int LEGACY_DESKS = 3;

  private static final int TRIAGE_STATIONS = 3;
  private static final double PROVIDERS = 25;
  private static final int WORKSTATIONS = 12;
  private static final int WARD_CLERKS = 6;

  private static final double ALIAS = 0.08;
  private static final double REGISTERED_TWICE = 0.004;
  private static final double TRIAGE_LAPSE = 0.005;
  private static final double LATE_CHARTED = 0.008;
  private static final double VERBAL = 0.01;
  private static final double VERBAL_IN_ARREST = 4;
  private static final double UNCHARTED = 0.03;

  /** Share of first contacts whose time a provider types from memory: a habit, mean .20. */
  private static final Beta TYPED = new Beta(0.6, 2.4);

  /** The same people's typing of the end of a visit, mean .15. */
  private static final double END_TO_PROVIDER = 0.75;

  /** Clocks of workstations that run slow, and for how long until somebody sets them. */
  private static final CarrierLaw DRIFT =
      CarrierLaw.onlyInSpells(0.006, SpellLength.ofMedianAndP90(5, 14));

  private static final int DRIFT_LEAST_MINUTES = 10;
  private static final int DRIFT_SPAN_MINUTES = 31;

  private static final CarrierLaw BOARD =
      CarrierLaw.onlyInSpells(0.005, SpellLength.ofMedianAndP90(3 / 24.0, 12 / 24.0));

  /** Providers work in shifts of eight hours that change at 07, 15 and 23 h. */
  private static final long SHIFT = 8 * HOUR;

  private static final long FIRST_SHIFT = 7 * HOUR;
  private static final int SHIFTS_A_DAY = 3;

  /** Draws about a visit, by their number in the visit's noise. */
  private enum Slip {
    DESK(0),
    STATION(1),
    PROVIDER(2),
    WORKSTATION(3),
    ALIAS(4),
    TWICE(5),
    TRIAGE(6),
    TYPED_PROVIDER(7),
    TYPED_END(8),
    LATE(9),
    UNCHARTED(10),
    VERBAL_LAB(11),
    VERBAL_CT(12);

    private final int number;

    Slip(int number) {
      this.number = number;
    }
  }

  private final long facilityId;
  private final Streams.Stream slips;
  private final Streams.Stream rosters;
  private final Streams.Stream driftMinutes;
  private final boolean[] isLegacyDesk = new boolean[DESKS];
  private final MessCarrier[] aliasDesks;
  private final MessCarrier[] doublingDesks;
  private final MessCarrier[] stations;
  private final MessCarrier[] lateProviders;
  private final MessCarrier[] speakingProviders;
  private final double[] typing;
  private final MessCarrier[] workstations;
  private final MessCarrier[] clerks;
  private final MessCarrier board;

  Recorders(Site site, World world) {
    Streams streams = world.streams();
    this.facilityId = site.facilityId;
    this.slips = streams.named("slip");
    this.rosters = streams.named("roster");
    this.driftMinutes = streams.named("drift_minutes");
    Permutation desks = Permutation.of(DESKS, streams.named("legacy_desk").bits(facilityId));
    for (int i = 0; i < LEGACY_DESKS; i++) {
      isLegacyDesk[(int) desks.at(i)] = true;
    }
    this.aliasDesks = carriers(streams, "alias_desk", DESKS, CarrierLaw.COMMON);
    this.doublingDesks = carriers(streams, "doubling_desk", DESKS, CarrierLaw.COMMON);
    this.stations = carriers(streams, "triage_station", TRIAGE_STATIONS, CarrierLaw.COMMON);
    int providers = (int) Math.max(SHIFTS_A_DAY, Math.round(PROVIDERS * site.size));
    this.lateProviders = carriers(streams, "late_provider", providers, CarrierLaw.COMMON);
    this.speakingProviders = carriers(streams, "speaking_provider", providers, CarrierLaw.COMMON);
    this.typing = new double[providers];
    Streams.Stream habits = streams.named("typing_provider");
    for (int i = 0; i < providers; i++) {
      typing[i] = TYPED.sample(habits.at(facilityId, i));
    }
    this.workstations = carriers(streams, "slow_clock", WORKSTATIONS, DRIFT);
    this.clerks = carriers(streams, "ward_clerk", WARD_CLERKS, CarrierLaw.COMMON);
    this.board = carriers(streams, "bed_board", 1, BOARD)[0];
  }

  private MessCarrier[] carriers(Streams streams, String kind, int count, CarrierLaw law) {
    Streams.Stream stream = streams.named("carrier." + kind);
    MessCarrier[] carriers = new MessCarrier[count];
    for (int i = 0; i < count; i++) {
      carriers[i] = new MessCarrier(stream, stream.bits(facilityId, i), law);
    }
    return carriers;
  }

  /** The numbers that decide what goes wrong in a visit's records. */
  Noise slips(long visitId) {
    return slips.noise(visitId);
  }

  private static double uniform(Patient patient, Slip slip) {
    return Noise.uniform(patient.slips.bits(slip.number));
  }

  private static MessCarrier of(MessCarrier[] carriers, Patient patient, Slip which) {
    return carriers[(int) (uniform(patient, which) * carriers.length)];
  }

  // ---- registration and triage

  boolean isAtLegacyDesk(Patient patient) {
    return isLegacyDesk[(int) (uniform(patient, Slip.DESK) * DESKS)];
  }

  boolean isAlias(Patient patient, Housing housing) {
    return housing == Housing.UNHOUSED
        && uniform(patient, Slip.ALIAS)
            < of(aliasDesks, patient, Slip.DESK).chance(patient.arrival, ALIAS);
  }

  boolean isRegisteredTwice(Patient patient) {
    return uniform(patient, Slip.TWICE)
        < of(doublingDesks, patient, Slip.DESK).chance(patient.arrival, REGISTERED_TWICE);
  }

  boolean isTriageLapse(Patient patient) {
    return uniform(patient, Slip.TRIAGE)
        < of(stations, patient, Slip.STATION).chance(patient.triage, TRIAGE_LAPSE);
  }

  // ---- providers and their workstations; nothing of those who were not seen

  /** Who sees the patient: one of those on duty, who are others on another shift. */
  int providerOnDuty(Patient patient) {
    int onDuty = Math.max(1, typing.length / (2 * SHIFTS_A_DAY));
    long shift = Math.floorDiv(patient.provider - FIRST_SHIFT, SHIFT);
    int seat = (int) (uniform(patient, Slip.PROVIDER) * onDuty);
    return (int) (rosters.uniform(facilityId, shift * typing.length + seat) * typing.length);
  }

  boolean isProviderTyped(Patient patient) {
    return patient.isSeen() && uniform(patient, Slip.TYPED_PROVIDER) < typing[patient.seenBy];
  }

  boolean isEndTyped(Patient patient) {
    return patient.isSeen()
        && uniform(patient, Slip.TYPED_END) < END_TO_PROVIDER * typing[patient.seenBy];
  }

  boolean isLateCharted(Patient patient) {
    return patient.isSeen()
        && uniform(patient, Slip.LATE)
            < lateProviders[patient.seenBy].chance(patient.provider, LATE_CHARTED);
  }

  /** Whether the order was given by word of mouth. */
  boolean isVerbal(Patient patient, EdThroughput.OrderType type) {
    Slip slip = type == EdThroughput.OrderType.LAB ? Slip.VERBAL_LAB : Slip.VERBAL_CT;
    double rate = VERBAL * (patient.level == 1 ? VERBAL_IN_ARREST : 1);
    return uniform(patient, slip)
        < speakingProviders[patient.seenBy].chance(patient.provider, rate);
  }

  /** Minutes by which the clock was slow at which the first contact was stamped; 0 mostly. */
  int driftMinutes(Patient patient) {
    if (!patient.isSeen()) {
      return 0;
    }
    int place = (int) (uniform(patient, Slip.WORKSTATION) * WORKSTATIONS);
    MessCarrier workstation = workstations[place];
    if (!workstation.isBad(patient.provider)) {
      return 0;
    }
    double u =
        driftMinutes.uniform(
            facilityId * WORKSTATIONS + place, workstation.spellStart(patient.provider));
    return DRIFT_LEAST_MINUTES + (int) (u * DRIFT_SPAN_MINUTES);
  }

  // ---- the wards and the board

  /** Whether the clerk of that night and the day after left the boarding uncharted. */
  boolean isUncharted(Patient patient) {
    long night = Math.floorDiv(patient.departure - FIRST_SHIFT, DAY);
    int clerk = (int) (rosters.uniform(facilityId, -1 - night) * WARD_CLERKS);
    return uniform(patient, Slip.UNCHARTED) < clerks[clerk].chance(patient.departure, UNCHARTED);
  }

  boolean isBoardDown(long second) {
    return board.isBad(second);
  }
}
