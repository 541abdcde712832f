package dev.medley.scenario.patientsupport;

import static dev.medley.scenario.patientsupport.Laws.s;
import static dev.medley.scenario.patientsupport.Laws.square;

import dev.medley.random.Binomial;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.scenario.patientsupport.PatientSupport.CopayTier;
import dev.medley.scenario.patientsupport.PatientSupport.Direction;
import dev.medley.scenario.patientsupport.PatientSupport.Outcome;
import dev.medley.scenario.patientsupport.PatientSupport.Payer;
import dev.medley.scenario.patientsupport.PatientSupport.ServiceLevel;
import dev.medley.scenario.patientsupport.PatientSupport.Sex;
import dev.medley.scenario.patientsupport.PatientSupport.StopReason;
import dev.medley.scenario.patientsupport.PatientSupport.Trigger;
import dev.medley.scenario.patientsupport.PlannedCall.State;
import dev.medley.text.Voice;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** One patient from enrolment to the last fill: states, fills, and the calls they lead to. */
final class Patient {
  private static final Category[] INBOUND = {
    Category.BILLING,
    Category.INSURANCE,
    Category.SHIPMENT,
    Category.INJECTION_TRAINING,
    Category.SIDE_EFFECT,
    Category.OTHER
  };

  private static final StopReason[] MAIN_REASONS = {
    StopReason.NEEDLE_FEAR,
    StopReason.COST,
    StopReason.SIDE_EFFECT,
    StopReason.NO_BENEFIT,
    StopReason.ACCESS
  };

  private static final Category[] BEFORE_START = {
    Category.INSURANCE, Category.BILLING, Category.OTHER, Category.SHIPMENT
  };

  /** The longest chain of calls about one matter. */
  private static final int LONGEST_CHAIN = 4;

  private static final double BROKEN = .03;
  private static final double MOVED_INTO_HOURS = .85;
  private static final double CYCLES_A_YEAR = 13;

  /** What sex and age add to the log odds of side effects on average, taken off again. */
  private static final double MEAN_OF_PERSONS = .12;

  /** A fill with the state of its cycle. */
  record Supply(
      State state, double copay, double card, double paid, double stopProbability, boolean last) {}

  private final Laws laws;
  private final Pod pod;
  final long id;
  final int enrolled;
  final Drug drug;
  final int age;
  final Sex sex;
  final Payer payer;
  final CopayTier tier;
  final boolean prior;
  final int confidence;
  final int sessions;
  final ServiceLevel service;
  final double fearTrait;
  final double propensity;
  final double verbosity;
  final double typedForm;
  final boolean poorLine;
  final Voice voice;
  final List<Supply> supplies = new ArrayList<>();
  final List<PlannedCall> calls = new ArrayList<>();
  Integer cardDate;
  boolean neverStarted;
  Integer stopDate;
  StopReason stopReason;

  private final double means;
  private final double tolerability;
  private final double baseCopay;
  private final boolean responds;
  private final boolean hurdleAtStart;
  private final int leadDays;
  private final double neverDraw;
  private final int part;
  private double skillGap;

  Patient(Laws laws, Pod pod, long id) {
    this.laws = laws;
    this.pod = pod;
    this.id = id;
    Draw draw = laws.patients.at(id);
    this.enrolled = enrolmentDay(laws.enrolments.at(id));
    this.drug = Drug.ALL.get(pod.drugs.at(draw.nextDouble()));
    this.age = (int) Math.round(Normal.of(52, 14).cut(18, 88).sample(draw));
    this.sex = draw.nextDouble() < .64 ? Sex.F : Sex.M;
    this.fearTrait = Normal.standard(draw);
    this.means = Normal.standard(draw);
    this.tolerability = Normal.standard(draw);
    this.propensity = Math.exp(.5 * Normal.standard(draw) - .125);
    this.responds = draw.nextDouble() < .74;
    double medicare = age >= 65 ? .62 : .10;
    double medicaid = (age >= 65 ? .05 : .17) * pod.medicaid;
    double payerDraw = draw.nextDouble();
    this.payer =
        payerDraw < medicare
            ? Payer.MEDICARE
            : payerDraw < medicare + medicaid ? Payer.MEDICAID : Payer.COMMERCIAL;
    double tierDraw = draw.nextDouble();
    this.tier =
        payer == Payer.MEDICAID || tierDraw < .38
            ? CopayTier.LOW
            : tierDraw < .68 ? CopayTier.MID : CopayTier.HIGH;
    double copayDraw = draw.nextDouble();
    this.baseCopay = payer == Payer.MEDICAID ? medicaidCopay(copayDraw) : copay(tier, copayDraw);
    this.prior = draw.nextDouble() < .30;
    double older = Math.max(0, age - 60) / 10.0;
    double form = 3 - .9 * fearTrait + (prior ? 1 : 0) - .1 * older + .7 * Normal.standard(draw);
    this.confidence = (int) Math.max(1, Math.min(5, Math.round(form)));
    this.service = draw.nextDouble() < .5 ? ServiceLevel.HIGH_TOUCH : ServiceLevel.STANDARD;
    double trained = s(-1.0 + .5 * (3 - confidence) + .8 * pod.capacity(enrolled));
    this.sessions = Binomial.of(3, prior ? trained / 2 : trained).sample(draw);
    double start = 1 - .75 * Math.pow(laws.session, sessions);
    this.skillGap = 1 - (prior ? .82 : start);
    double lead = 4 + Math.min(45, Laws.logNormal(draw, 9, .55));
    this.hurdleAtStart = draw.nextDouble() < .16;
    int wait = 8 + draw.nextInt(18);
    this.leadDays = (int) Math.round(lead + (hurdleAtStart ? wait : 0));
    this.neverDraw = draw.nextDouble();
    if (draw.nextDouble() < cardChance() && payer == Payer.COMMERCIAL) {
      this.cardDate = enrolled;
    }
    Draw persona = laws.personas.at(id);
    this.part = Laws.partOfDay(persona);
    this.verbosity = persona.nextDouble();
    this.typedForm = persona.nextDouble();
    this.poorLine = persona.nextDouble() < .12;
    this.voice =
        Voice.of(laws.patientVoices.bits(id))
            .lay()
            .hesitates(
                .02 + .12 * persona.nextDouble(), "um", "uh", "you know", "I mean", "like", "well");
    live();
  }

  // ---- rule enrolment

  private int enrolmentDay(UniformRandomProvider rng) {
    double january = laws.january;
    double most = Math.max(1, january);
    while (true) {
      int day = laws.from + rng.nextInt(laws.enrolmentEnd - laws.from);
      double weight = UsCalendar.month(day) == 1 ? january : 1;
      if (Laws.CALENDAR.isBusinessDay(day) && rng.nextDouble() * most < weight) {
        return day;
      }
    }
  }

  private static double medicaidCopay(double uniform) {
    return uniform < .5 ? 0 : uniform < .75 ? 4 : 8;
  }

  private static double copay(CopayTier tier, double uniform) {
    return switch (tier) {
      case LOW -> 5 + 5 * Math.floor(uniform * 8);
      case MID -> 60 + 5 * Math.floor(uniform * 17);
      case HIGH -> 170 + 5 * Math.floor(uniform * 63);
    };
  }

  private double cardChance() {
    double usual =
        switch (tier) {
          case LOW -> .20;
          case MID -> .38;
          case HIGH -> .58;
        };
    return usual * laws.cards;
  }

  // ---- rule copay_card

  private double copayOf(int fillOfYear) {
    if (tier == CopayTier.LOW || fillOfYear > 2) {
      return baseCopay;
    }
    double deductible = laws.deductible;
    return baseCopay * (payer == Payer.MEDICARE ? 1 + (deductible - 1) * .625 : deductible);
  }

  private double cardPays(double copay, int day) {
    if (cardDate == null || cardDate > day) {
      return 0;
    }
    double above = Math.max(0, copay - laws.cardFloorUsd);
    return Math.min(above, laws.cardMaxUsd);
  }

  // ---- rule state

  private double fear(double skill, double now) {
    return s(-1.10 + 1.25 * fearTrait + drug.fear - 3.2 * (skill - .45) + now);
  }

  private double burden(double paid) {
    return s(-2.75 + 1.25 * Math.log1p(paid / 60) - .75 * means);
  }

  private double sideLoad(int n, double now) {
    double older = .1 * Math.max(0, age - 60) / 10;
    double person = (sex == Sex.F ? .15 : 0) + older - MEAN_OF_PERSONS;
    return s(
        -2.35
            + .9 * tolerability
            + drug.sideEffects
            + person
            + 1.1 * Math.exp(-(n - 1) / 2.0)
            + now);
  }

  private double noBenefit(int n) {
    return responds || n < 3 ? .04 : Math.min(.9, .3 * (n - 2));
  }

  // ---- the way

  private void live() {
    int firstFill = pod.dispensingDay(enrolled + leadDays);
    double copay = copayOf(1);
    double paid = copay - cardPays(copay, firstFill);
    double skill = 1 - skillGap;
    State before =
        new State(
            0,
            enrolled,
            fear(skill, 0),
            burden(paid),
            .02,
            .02,
            hurdleAtStart ? 1 : 0,
            0,
            skill,
            (int) Math.round(paid));
    double never =
        1
            - Math.exp(
                -(.03
                    + .40 * Math.pow(before.cost(), 1.5)
                    + .14 * square(before.fear())
                    + .10 * before.access()));
    neverStarted = neverDraw < never;
    beforeStart(before, firstFill);
    if (!neverStarted) {
      inject(firstFill);
    }
  }

  private void inject(int firstFill) {
    double u = 0;
    double v = 0;
    boolean hurdle = hurdleAtStart;
    boolean life = false;
    int year = 0;
    int fillOfYear = 0;
    int day = firstFill;
    int trainings = 0;
    for (int n = 1; day < laws.end; n++) {
      Draw draw = laws.cycles.at(id, n);
      boolean isFirstOfYear = UsCalendar.year(day) != year;
      year = UsCalendar.year(day);
      fillOfYear = isFirstOfYear ? 1 : fillOfYear + 1;
      u = .5 * (n == 1 ? 1 : .8) * Normal.standard(draw) + (n == 1 ? 0 : .6 * u);
      v = .6 * (n == 1 ? 1 : .8) * Normal.standard(draw) + (n == 1 ? 0 : .6 * v);
      if (n > 1) {
        skillGap *= .94 * (prior ? 1 : Math.pow(.85, Math.min(2, trainings)));
      }
      double january = laws.hurdleInJanuary;
      hurdle = draw.nextDouble() < (hurdle ? .35 : isFirstOfYear ? january : .03);
      life = draw.nextDouble() < (life ? .5 : .03);
      double copay = copayOf(fillOfYear);
      double card = cardPays(copay, day);
      double paid = copay - card;
      State state =
          new State(
              n,
              day,
              fear(1 - skillGap, u),
              burden(paid),
              sideLoad(n, v),
              noBenefit(n),
              hurdle ? 1 : 0,
              life ? 1 : 0,
              1 - skillGap,
              (int) Math.round(paid));
      int runOut = day + Laws.DAYS_OF_SUPPLY;
      double stop = stopProbability(n, state);
      StopReason reason = draw.nextDouble() < stop ? mainReason(n, state, draw) : null;
      StopReason exit = exit(runOut, laws.exits.at(id, n));
      reason = exit == null ? reason : exit;
      boolean stops = reason != null && runOut < laws.end;
      supplies.add(new Supply(state, copay, card, paid, stop, stops));
      int firstCall = calls.size();
      cycleCalls(state, isFirstOfYear && n > 1);
      trainings = trainingsSince(firstCall);
      offerCard(state, firstCall);
      if (reason == StopReason.DECEASED) {
        relativeCalls(state, runOut);
      }
      int next = pod.dispensingDay(runOut + gap(state, laws.gaps.at(id, n)));
      if (reason != StopReason.DECEASED) {
        missedRefill(state, runOut, reason == null ? next : Integer.MAX_VALUE);
      }
      if (reason != null) {
        stopDate = stops ? (Integer) runOut : null;
        stopReason = stops ? reason : null;
        return;
      }
      day = next;
    }
  }

  // ---- rule stop

  private double hazardNow(int n, State state) {
    return (1 + .75 * Math.exp(-(n - 1) / 2.0))
        * (laws.needle * square(state.fear())
            + laws.cost * square(state.cost())
            + laws.side * square(state.side())
            + laws.access * state.access());
  }

  private double hazardAnyTime(State state) {
    return laws.benefit * state.noBenefit() + .0012 + laws.life * state.life();
  }

  private double stopProbability(int n, State state) {
    return -Math.expm1(-hazardNow(n, state) - hazardAnyTime(state));
  }

  private StopReason mainReason(int n, State state, UniformRandomProvider rng) {
    double early = 1 + .75 * Math.exp(-(n - 1) / 2.0);
    double left = rng.nextDouble() * (hazardNow(n, state) + hazardAnyTime(state));
    double[] parts = {
      early * laws.needle * square(state.fear()),
      early * laws.cost * square(state.cost()),
      early * laws.side * square(state.side()),
      laws.benefit * state.noBenefit(),
      early * laws.access * state.access()
    };
    for (int i = 0; i < parts.length; i++) {
      left -= parts[i];
      if (left < 0) {
        return MAIN_REASONS[i];
      }
    }
    return StopReason.LIFE_EVENT;
  }

  /** Death, or another insurer with another programme: half of those moves are January's. */
  private StopReason exit(int day, UniformRandomProvider rng) {
    double death = .004 * Math.exp(.085 * (age - 52)) / CYCLES_A_YEAR;
    double move =
        payer != Payer.COMMERCIAL
            ? 0
            : UsCalendar.month(day) == 1 ? .02 * 12 / CYCLES_A_YEAR : .02 / 11 * 12 / CYCLES_A_YEAR;
    if (rng.nextDouble() < -Math.expm1(-death)) {
      return StopReason.DECEASED;
    }
    return rng.nextDouble() < move ? StopReason.LEFT_PLAN : null;
  }

  // ---- rule fills

  private int gap(State state, UniformRandomProvider rng) {
    double late = laws.lateFills + .22 * state.worst();
    double usual = -1.5 + 2 * Normal.standard(rng);
    double delay = Math.min(45, 3 + Laws.exponential(rng, 9));
    return (int) Math.round(rng.nextDouble() < late ? delay : usual);
  }

  // ---- rule inbound

  private void beforeStart(State state, int firstFill) {
    Draw draw = laws.befores.at(id);
    boolean hasHurdle = state.access() > 0;
    double any = draw.nextDouble();
    Category about = hasHurdle ? Category.INSURANCE : BEFORE_START[draw.nextInt(4)];
    double rate = laws.callsPerState;
    if (any < (hasHurdle ? .7 : .30) * rate) {
      int last = Math.max(enrolled + 1, firstFill - 1);
      int day = Laws.callingDay(draw, enrolled + 1, Math.max(enrolled + 7, last), pod, about);
      inbound(state, WallClock.startOf(day) + Laws.callingSecond(draw, part), about, draw);
    }
    outbound(
        state,
        Laws.outboundSecond(draw, enrolled + 1),
        Category.ADHERENCE,
        Trigger.WELCOME,
        reached(draw, .80));
    for (int i = 1; i <= sessions; i++) {
      int planned = enrolled + Math.max(1, (int) (leadDays * (i - .5) / sessions));
      int day = Laws.CALENDAR.businessDayOnOrBefore(Math.max(planned, enrolled + 1));
      long at = Laws.outboundSecond(draw, day <= enrolled ? enrolled + 1 : day);
      if (WallClock.epochDay(at) < firstFill) {
        outbound(state, at, Category.INJECTION_TRAINING, Trigger.SESSION, Outcome.COMPLETED);
      }
    }
    if (neverStarted && draw.nextDouble() < .8) {
      long at = Laws.outboundSecond(draw, firstFill + 5 + draw.nextInt(10));
      outbound(state, at, Category.ADHERENCE, Trigger.MISSED_REFILL, reached(draw, .42));
    }
  }

  private void cycleCalls(State state, boolean isNewYear) {
    int n = state.fillNo();
    double early = 1 + .35 * Math.exp(-(n - 1) / 2.0);
    double rate = laws.callsPerState * propensity * early;
    for (int kind = 0; kind < INBOUND.length; kind++) {
      Category about = INBOUND[kind];
      Draw draw = laws.calls.at(id, n, kind);
      int first = state.day() + (about == Category.SHIPMENT ? 20 : startsNextDay(about) ? 1 : 0);
      int last = state.day() + lastDay(about);
      double shortage = about == Category.SHIPMENT ? pod.shortage(drug, first + 4) : 1;
      int count = Poisson.sample(rate * shortage * mean(about, state, isNewYear), draw);
      for (int i = 0; i < count; i++) {
        long midnight = WallClock.startOf(Laws.callingDay(draw, first, last, pod, about));
        inbound(state, midnight + Laws.callingSecond(draw, part), about, draw);
      }
    }
    checkIn(state);
  }

  private static boolean startsNextDay(Category about) {
    return about == Category.BILLING || about == Category.SIDE_EFFECT;
  }

  private static int lastDay(Category about) {
    return switch (about) {
      case BILLING -> 14;
      case SHIPMENT -> 29;
      case SIDE_EFFECT -> 24;
      default -> 28;
    };
  }

  private static double mean(Category about, State state, boolean isNewYear) {
    boolean isFirst = state.fillNo() == 1;
    return switch (about) {
      case BILLING ->
          .075
              + .42 * state.cost()
              + (isFirst ? .08 : 0)
              + (isNewYear && state.paidUsd() > 100 ? .11 : 0);
      case INSURANCE -> .024 + .36 * state.access() + (isFirst ? .03 : 0) + (isNewYear ? .06 : 0);
      case SHIPMENT -> .078;
      case INJECTION_TRAINING -> .020 + .20 * state.fear() + .070 * (1 - state.skill());
      case SIDE_EFFECT -> .024 + .30 * state.side();
      default -> .022 + .03 * state.noBenefit();
    };
  }

  // ---- rule repeats

  /** A call and what follows from it: callbacks, redials and repeats. */
  private void inbound(State state, long first, Category about, UniformRandomProvider rng) {
    long at = first;
    Trigger trigger = Trigger.STATE;
    double open =
        laws.unresolved
            * switch (about) {
              case BILLING -> .34;
              case INSURANCE -> .42;
              case SHIPMENT -> .30;
              case INJECTION_TRAINING, SIDE_EFFECT -> .18;
              default -> .22;
            };
    for (int chain = 1; chain <= LONGEST_CHAIN; chain++) {
      boolean unresolved = rng.nextDouble() < open;
      if (!Laws.DESK.isOpen(at)) {
        add(state, about, trigger, Direction.INBOUND, Outcome.VOICEMAIL, at, true);
        int day = WallClock.epochDay(Laws.DESK.nextOpen(at));
        at = WallClock.startOf(day) + 8 * WallClock.HOUR + 300 + rng.nextInt(175 * 60);
        boolean isReached = reached(rng, .70) == Outcome.COMPLETED;
        Outcome outcome = isReached ? Outcome.COMPLETED : Outcome.VOICEMAIL;
        add(state, about, Trigger.CALLBACK, Direction.OUTBOUND, outcome, at, unresolved);
        if (!isReached) {
          return;
        }
      } else if (rng.nextDouble() < BROKEN) {
        add(state, about, trigger, Direction.INBOUND, Outcome.DISCONNECTED, at, true);
        if (rng.nextDouble() >= .8) {
          return;
        }
        at += 3 * WallClock.MINUTE + rng.nextInt(32 * 60);
        trigger = Trigger.REPEAT;
        continue;
      } else {
        add(state, about, trigger, Direction.INBOUND, Outcome.COMPLETED, at, unresolved);
      }
      if (!unresolved || rng.nextDouble() >= .80) {
        return;
      }
      at = movedIntoHours(at + (long) (3_600 * Math.min(70, Laws.logNormal(rng, 20, .8))), rng);
      trigger = Trigger.REPEAT;
    }
  }

  private static long movedIntoHours(long at, UniformRandomProvider rng) {
    int day = WallClock.epochDay(at);
    long second = WallClock.secondOfDay(at);
    if (!Laws.CALENDAR.isBusinessDay(day) && rng.nextDouble() < MOVED_INTO_HOURS) {
      day = Laws.CALENDAR.businessDayOnOrAfter(day);
    }
    boolean isOdd = second < 8 * WallClock.HOUR || second >= 20 * WallClock.HOUR;
    if (isOdd && rng.nextDouble() < MOVED_INTO_HOURS) {
      second = Laws.callingSecond(rng, Laws.partOfDay(rng));
    }
    return WallClock.startOf(day) + second;
  }

  private void relativeCalls(State state, int day) {
    Draw draw = laws.relatives.at(id);
    if (draw.nextDouble() < .5) {
      long midnight = WallClock.startOf(day + 3 + draw.nextInt(18));
      long at = Laws.DESK.nextOpen(midnight + Laws.callingSecond(draw, part));
      long later = at % WallClock.DAY == 8 * WallClock.HOUR ? draw.nextInt(5_400) : 0;
      add(
          state,
          Category.OTHER,
          Trigger.STATE,
          Direction.INBOUND,
          Outcome.COMPLETED,
          at + later,
          false);
    }
  }

  // ---- rule copay_card, later

  private void offerCard(State state, int firstCall) {
    if (payer != Payer.COMMERCIAL || cardDate != null || state.cost() <= .25) {
      return;
    }
    for (int i = firstCall; i < calls.size() && cardDate == null; i++) {
      PlannedCall call = calls.get(i);
      boolean isOffer =
          call.category == Category.BILLING
              && call.direction == Direction.INBOUND
              && call.outcome == Outcome.COMPLETED
              && WallClock.epochDay(call.at) < laws.end - 1;
      double chance = .22 * laws.cards;
      if (isOffer && laws.cardOffers.uniform(id, call.number) < chance) {
        cardDate = WallClock.epochDay(call.at) + 1;
      }
    }
  }

  private int trainingsSince(int firstCall) {
    int count = 0;
    for (int i = firstCall; i < calls.size(); i++) {
      PlannedCall call = calls.get(i);
      boolean isTraining = call.category == Category.INJECTION_TRAINING;
      count += isTraining && call.outcome == Outcome.COMPLETED ? 1 : 0;
    }
    return count;
  }

  // ---- rule outreach

  private Outcome reached(UniformRandomProvider rng, double chance) {
    double now = chance * laws.outreach;
    return rng.nextDouble() < now ? Outcome.COMPLETED : Outcome.VOICEMAIL;
  }

  private void checkIn(State state) {
    int n = state.fillNo();
    boolean isPlanned = n == 1 || (service == ServiceLevel.HIGH_TOUCH ? n % 2 == 0 : n % 6 == 4);
    if (isPlanned) {
      Draw draw = laws.checkIns.at(id, n);
      long at = Laws.outboundSecond(draw, state.day() + 9 + draw.nextInt(10));
      outbound(state, at, Category.ADHERENCE, Trigger.CHECK_IN, reached(draw, .50));
    }
  }

  private void missedRefill(State state, int runOut, int next) {
    Draw draw = laws.missedRefills.at(id, state.fillNo());
    if (next - runOut < 6) {
      return;
    }
    long at = Laws.outboundSecond(draw, runOut + 5 + draw.nextInt(3));
    Outcome outcome = reached(draw, .42);
    if (WallClock.epochDay(at) >= next) {
      return;
    }
    outbound(state, at, Category.ADHERENCE, Trigger.MISSED_REFILL, outcome);
    long again = Laws.outboundSecond(draw, WallClock.epochDay(at) + 3);
    if (outcome != Outcome.COMPLETED && WallClock.epochDay(again) < next) {
      outbound(state, again, Category.ADHERENCE, Trigger.MISSED_REFILL, reached(draw, .35));
    }
  }

  private void outbound(State state, long at, Category about, Trigger trigger, Outcome outcome) {
    add(state, about, trigger, Direction.OUTBOUND, outcome, at, false);
  }

  /** Keeps a call; what lies after the horizon is kept out of the log, but not out of the way. */
  private void add(
      State state,
      Category about,
      Trigger trigger,
      Direction direction,
      Outcome outcome,
      long at,
      boolean unresolved) {
    calls.add(new PlannedCall(this, state, about, trigger, direction, outcome, at, unresolved));
  }
}
