package dev.medley.scenario.clinicaltext;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.Channel;
import dev.medley.scenario.clinicaltext.ClinicalText.SurveyResponse;
import dev.medley.text.Marked;
import dev.medley.text.Phrase;
import dev.medley.text.Text;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.OpeningHours;
import dev.medley.world.WallClock;
import java.time.DayOfWeek;

/** What a clinic visit was like, and what its patient answers. */
final class Survey {
  static final String TABLE = "survey_responses";

  /** What people complain of and praise. */
  @SuppressWarnings("ImmutableEnumChecker") // a phrase of the grammar does not change
  private enum Topic {
    WAIT(1 << 0, 0, 1.6, 0, "WAIT_NEG", "WAIT_POS"),
    PARKING(1 << 1, 0.012, 1.35, 0, "PARK_NEG", null),
    BILLING(1 << 2, 0.035, 1.5, 0, "BILL_NEG", null),
    STAFF(1 << 3, 0.045, 1.8, 0.33, "STAFF_NEG", "STAFF_POS"),
    COMMUNICATION(1 << 4, 0.045, 1.6, 0.16, "COMM_NEG", "COMM_POS"),
    FACILITY(1 << 5, 0.03, 1.0, 0.08, "FAC_NEG", "FAC_POS"),
    SCHEDULING(1 << 6, 0.04, 1.3, 0, "SCHED_NEG", null),
    CARE(1 << 7, 0.018, 2.6, 0.40, "CARE_NEG", "CARE_POS");

    private static final Topic[] ALL = values();

    private final int bit;
    private final double complaint;
    private final double weight;
    private final double praise;
    private final Phrase negative;
    private final Phrase positive;

    Topic(
        int bit, double complaint, double weight, double praise, String negative, String positive) {
      this.bit = bit;
      this.complaint = complaint;
      this.weight = weight;
      this.praise = praise;
      this.negative = Words.phrase(negative);
      this.positive = positive == null ? null : Words.phrase(positive);
    }
  }

  // ---- rule survey_experience
  private static final double WAIT_INTERCEPT = -3.40;
  private static final double FULL_PCT = 93;
  private static final double FULL_SCALE = 2;
  private static final double SHORT_WAIT_MINUTES = 15;
  private static final double WAIT_PRAISE = 0.25;
  private static final double WAIT_PRAISE_AFTER_LONG = 0.02;
  private static final double PRAISE_OF_THE_UNHAPPY = 0.35;
  private static final double BEST = 4.45;
  private static final double STARS_PER_MINUTE = 0.011;
  private static final double STARS_PER_WEIGHT = 1.15;
  private static final double STARS_PER_PRAISE = 0.25;
  private static final double STARS_SD = 0.45;
  private static final double RESPONDS = 0.22;
  private static final double UNHAPPY_RESPONDS = 0.06;
  private static final double DELIGHTED_RESPONDS = 0.02;
  private static final double COMMENTS = 0.45;
  private static final double UNHAPPY_COMMENTS = 0.66;
  private static final double LEADS = 0.35;
  private static final double SUMS_UP = 0.25;

  /** Most people answer by the channel by which they answered before. */
  private static final double KEEPS_CHANNEL = 0.75;

  private static final double AGE_OF_MEAN_CHANNELS = 53;

  // ---- when answers come
  private static final LogNormal ANSWER_DAYS = LogNormal.ofMedianAndP90(1, 6);
  private static final LogNormal POST_DAYS = LogNormal.ofMedianAndP90(4, 9);
  private static final OpeningHours AWAKE =
      OpeningHours.CLOSED.on(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, "07:30-22:30");
  private static final OpeningHours SCANNING =
      OpeningHours.CLOSED
          .on(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, "08:00-16:00")
          .onHolidays(Holidays.HOSPITAL);
  private static final Exponential AFTER_WAKING_SECONDS = Exponential.ofMean(50 * WallClock.MINUTE);
  private static final Exponential SCANNING_SECONDS = Exponential.ofMean(90 * WallClock.MINUTE);

  private static final String[] WEEKDAYS = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };

  private static final Phrase LEAD = Words.phrase("LEAD");
  private static final Phrase SATISFIED = Words.phrase("GEN_POS");
  private static final Phrase DISSATISFIED = Words.phrase("GEN_NEG");

  private final Text text;
  private final Laws laws;
  private final Topic[] topics = new Topic[2 * Topic.ALL.length];

  Survey(Text text, Laws laws) {
    this.text = text;
    this.laws = laws;
  }

  /** Emits the answer of a visit, if there is one. */
  void emit(
      Campus campus,
      long id,
      Person person,
      String doctor,
      long arrival,
      long end,
      int waitMinutes,
      int occupancyPct,
      Emitter out) {
    Draw draw = laws.complaints.at(id);
    int complaints = 0;
    double weight = 0;
    for (Topic topic : Topic.ALL) {
      double p =
          switch (topic) {
            case WAIT -> Logit.inverse(WAIT_INTERCEPT + laws.waiting * waitMinutes);
            case PARKING ->
                topic.complaint
                    + laws.parking * Logit.inverse((occupancyPct - FULL_PCT) / FULL_SCALE);
            default -> topic.complaint;
          };
      if (draw.nextDouble() < p) {
        complaints |= topic.bit;
        weight += topic.weight;
      }
    }
    int praises = 0;
    for (Topic topic : Topic.ALL) {
      double p = topic.praise;
      if (topic == Topic.WAIT) {
        p = waitMinutes < SHORT_WAIT_MINUTES ? WAIT_PRAISE : WAIT_PRAISE_AFTER_LONG;
      }
      p *= complaints == 0 ? 1 : PRAISE_OF_THE_UNHAPPY;
      boolean isPraised = draw.nextDouble() < p;
      praises |= isPraised && (complaints & topic.bit) == 0 ? topic.bit : 0;
    }
    double felt =
        BEST
            - STARS_PER_MINUTE * Math.max(0, waitMinutes - SHORT_WAIT_MINUTES)
            - STARS_PER_WEIGHT * weight
            + STARS_PER_PRAISE * Integer.bitCount(praises)
            + person.temper()
            + STARS_SD * Normal.standard(draw);
    int stars = (int) Math.max(1, Math.min(5, Math.round(felt)));

    Draw answer = laws.answers.at(id);
    double responds =
        RESPONDS + (stars <= 2 ? UNHAPPY_RESPONDS : stars == 5 ? DELIGHTED_RESPONDS : 0);
    if (answer.nextDouble() >= responds * campus.responseFactor) {
      return;
    }
    int day = WallClock.epochDay(arrival);
    boolean isCommented = answer.nextDouble() < (stars <= 2 ? UNHAPPY_COMMENTS : COMMENTS);
    double fresh = answer.nextDouble();
    double ofChannel = answer.nextDouble() < KEEPS_CHANNEL ? person.channel() : fresh;
    Channel channel = channel(campus, person.age(day), ofChannel);
    long responded = responded(channel, end, answer);
    String comment = null;
    if (isCommented) {
      Marked marked = comment(id, person, doctor, arrival, waitMinutes, stars, complaints, praises);
      comment = marked.text();
      Gold.emit(out, TABLE, id, marked, 0, day);
    }
    out.emit(
        ClinicalText.SURVEY_RESPONSES,
        new SurveyResponse(
            id,
            campus.id,
            id,
            channel,
            responded,
            (short) stars,
            comment,
            channel == Channel.PAPER && campus.flips(responded),
            campus.losesLinks(channel, responded),
            day));
  }

  /** The young tap, the old post. */
  private static Channel channel(Campus campus, int age, double uniform) {
    double older = age - AGE_OF_MEAN_CHANNELS;
    double sms = campus.channels[0] * Math.exp(-older / 60);
    double web = campus.channels[1];
    double paper = campus.channels[2] * Math.exp(older / 35);
    double at = uniform * (sms + web + paper);
    return at < sms ? Channel.SMS : at < sms + web ? Channel.WEB : Channel.PAPER;
  }

  private static long responded(Channel channel, long end, Draw draw) {
    long written = end + (long) (ANSWER_DAYS.sample(draw) * WallClock.DAY);
    if (channel == Channel.PAPER) {
      long arrived = written + (long) (POST_DAYS.sample(draw) * WallClock.DAY);
      return SCANNING.workingTime(arrived, (long) SCANNING_SECONDS.sample(draw));
    }
    return AWAKE.isOpen(written)
        ? written
        : AWAKE.workingTime(written, (long) AFTER_WAKING_SECONDS.sample(draw));
  }

  private Marked comment(
      long id,
      Person person,
      String doctor,
      long arrival,
      int waitMinutes,
      int stars,
      int complaints,
      int praises) {
    Draw draw = laws.comments.at(id);
    boolean isUnhappy = stars <= 2;
    int hour = WallClock.hourOfDay(arrival);
    text.start(person.voice(), laws.commentTexts.bits(id))
        .tags((hour < 12 ? Words.MORNING : 0) | (isUnhappy ? Words.UNHAPPY : 0))
        .set(Words.DOCTOR, doctor)
        .set(Words.VISIT_DAY, WEEKDAYS[WallClock.weekday(WallClock.epochDay(arrival))])
        .set(Words.HOUR, hour > 12 ? hour - 12 : hour)
        .set(Words.WAIT, Math.max(10, 5 * Math.round(waitMinutes / 5.0)));
    int n = 0;
    for (Topic topic : Topic.ALL) {
      if (((complaints | praises) & topic.bit) != 0) {
        topics[n++] = topic;
      }
    }
    for (int i = n - 1; i > 0; i--) {
      int j = draw.nextInt(i + 1);
      Topic kept = topics[i];
      topics[i] = topics[j];
      topics[j] = kept;
    }
    for (int i = 0; i < n; i++) {
      text.write(i > 0 ? " " : "");
      lead(draw);
      boolean isNegative = (complaints & topics[i].bit) != 0;
      text.open(Gold.TOPIC, topics[i].name(), isNegative ? "NEGATIVE" : "POSITIVE", "")
          .add(isNegative ? topics[i].negative : topics[i].positive)
          .close();
    }
    boolean sumsUp = draw.nextDouble() < SUMS_UP;
    boolean isPositive = stars == 3 ? draw.nextDouble() < 0.5 : !isUnhappy;
    if (n == 0) {
      lead(draw);
      text.add(isPositive ? SATISFIED : DISSATISFIED);
    } else if (sumsUp && stars != 3) {
      text.write(" ").add(isPositive ? SATISFIED : DISSATISFIED);
    }
    return text.finish();
  }

  private void lead(Draw draw) {
    if (draw.nextDouble() < LEADS) {
      text.add(LEAD).write(" ");
    }
  }
}
