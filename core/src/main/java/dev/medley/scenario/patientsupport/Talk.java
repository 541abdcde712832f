package dev.medley.scenario.patientsupport;

import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.scenario.patientsupport.PatientSupport.ServiceLevel;
import dev.medley.scenario.patientsupport.PatientSupport.Trigger;
import dev.medley.scenario.patientsupport.PlannedCall.State;
import org.apache.commons.rng.UniformRandomProvider;

/** What is asked and told in a call, before a word of it is written (rule mentions). */
final class Talk {
  /** What a patient can talk about. */
  enum Topic {
    NEEDLE_FEAR,
    COST,
    SIDE_EFFECT,
    NO_BENEFIT,
    ACCESS,
    LIFE_EVENT
  }

  /** How a topic is told: the value and the form of its gold span. */
  enum Told {
    PLAIN("AFFIRMED", "PLAIN"),
    PARAPHRASE("AFFIRMED", "PARAPHRASE"),
    EUPHEMISM("AFFIRMED", "EUPHEMISM"),
    HARD("AFFIRMED", "HARD"),
    REPLY("NEGATED", "REPLY"),
    CONTRAST("NEGATED", "CONTRAST"),
    PAST("PAST", "PAST"),
    OTHER_PERSON("OTHER_PERSON", "OTHER_PERSON"),
    HARD_NOT("NEGATED", "HARD"),
    VAGUE("", "");

    final String value;
    final String form;

    Told(String value, String form) {
      this.value = value;
      this.form = form;
    }

    boolean isAffirmed() {
      return value.equals("AFFIRMED");
    }
  }

  private static final Topic[] TOPICS = Topic.values();
  private static final int MOST = 3;

  private final double askHigh;
  private final double said;
  private final double negated;
  private final double vague;

  /** The topics in the order in which they come up, and whether the agent asks. */
  final Topic[] topics = new Topic[TOPICS.length];

  final boolean[] asked = new boolean[TOPICS.length];
  final Told[] told = new Told[TOPICS.length];
  int size;

  /** The side effect, if one comes up. */
  Ailment ailment;

  Talk(Laws laws) {
    this.askHigh = laws.value(PatientSupport.ASK_HIGH);
    this.said = laws.value(PatientSupport.SAID);
    this.negated = laws.value(PatientSupport.NEGATED);
    this.vague = laws.value(PatientSupport.VAGUE);
  }

  /** Whether the patient affirms a topic. */
  boolean affirms(Topic topic) {
    for (int i = 0; i < size; i++) {
      if (topics[i] == topic) {
        return told[i].isAffirmed();
      }
    }
    return false;
  }

  /** Whether the agent asks about a topic. */
  boolean asks(Topic topic) {
    for (int i = 0; i < size; i++) {
      if (topics[i] == topic) {
        return asked[i];
      }
    }
    return false;
  }

  /** The code of the side effect that is told. */
  String term() {
    for (int i = 0; i < size; i++) {
      if (topics[i] == Topic.SIDE_EFFECT && told[i] == Told.EUPHEMISM) {
        return Ailment.UNNAMED;
      }
    }
    return ailment.term;
  }

  /** The topic that a category is about; null if it is none's own. */
  static Topic own(Category category) {
    return switch (category) {
      case BILLING -> Topic.COST;
      case INJECTION_TRAINING -> Topic.NEEDLE_FEAR;
      case SIDE_EFFECT -> Topic.SIDE_EFFECT;
      case INSURANCE -> Topic.ACCESS;
      default -> null;
    };
  }

  /** Draws a completed call. */
  void draw(PlannedCall call, boolean isOldScript, UniformRandomProvider rng) {
    size = 0;
    ailment = Ailment.at(rng.nextDouble());
    Topic own = own(call.category);
    boolean[] isAsked = new boolean[TOPICS.length];
    boolean[] isAffirmed = new boolean[TOPICS.length];
    for (int t = 0; t < TOPICS.length; t++) {
      isAsked[t] = rng.nextDouble() < asking(TOPICS[t], call, isOldScript);
      double chance = affirming(TOPICS[t], call, isAsked[t]) * said;
      isAffirmed[t] = rng.nextDouble() < chance;
    }
    for (int t = 0; t < TOPICS.length; t++) {
      Topic topic = TOPICS[t];
      Told how = null;
      double form = rng.nextDouble();
      double unasked = rng.nextDouble();
      if (isAffirmed[t]) {
        how = affirmed(topic, form);
      } else if (isAsked[t]) {
        how = denied(topic, form, unasked);
      } else if (topic == Topic.NEEDLE_FEAR || topic == Topic.COST) {
        boolean isOther = isAffirmed[1 - t];
        double chance = isOther ? .22 : call.category == Category.ADHERENCE ? .030 : .014;
        if (unasked < chance * negated) {
          how = isOther ? Told.CONTRAST : form < .6 ? Told.PAST : Told.OTHER_PERSON;
        }
      }
      if (how != null) {
        topics[size] = topic;
        asked[size] = isAsked[t];
        told[size++] = how;
      }
    }
    shuffle(own, rng);
    size = Math.min(size, MOST);
  }

  /** Any order, but the own concern comes first. */
  private void shuffle(Topic own, UniformRandomProvider rng) {
    for (int i = size - 1; i > 0; i--) {
      swap(i, rng.nextInt(i + 1));
    }
    for (int i = 1; i < size; i++) {
      if (topics[i] == own) {
        swap(0, i);
      }
    }
  }

  private void swap(int i, int j) {
    Topic topic = topics[i];
    boolean wasAsked = asked[i];
    Told how = told[i];
    topics[i] = topics[j];
    asked[i] = asked[j];
    told[i] = told[j];
    topics[j] = topic;
    asked[j] = wasAsked;
    told[j] = how;
  }

  // ---- asked

  private double asking(Topic topic, PlannedCall call, boolean isOldScript) {
    Category category = call.category;
    boolean isAdherence = category == Category.ADHERENCE;
    boolean isHigh = call.patient.service == ServiceLevel.HIGH_TOUCH;
    boolean isSession = call.trigger == Trigger.SESSION;
    double asks = call.agent.asks;
    return switch (topic) {
      case NEEDLE_FEAR ->
          isAdherence
              ? (isHigh ? askHigh : .25)
              : isSession
                  ? .50
                  : category == Category.BILLING || category == Category.INSURANCE
                      ? asks / 4
                      : asks;
      case COST ->
          isAdherence
              ? (isHigh ? .70 : .20)
              : isSession
                  ? 0
                  : category == Category.INJECTION_TRAINING
                          || category == Category.SIDE_EFFECT
                          || category == Category.INSURANCE
                      ? asks / 4
                      : asks;
      case SIDE_EFFECT ->
          category == Category.SIDE_EFFECT || !call.state.isStarted()
              ? 0
              : isOldScript ? (isAdherence ? .50 : .15) : (isAdherence ? .85 : .35);
      default -> 0;
    };
  }

  // ---- told

  private static double affirming(Topic topic, PlannedCall call, boolean isAsked) {
    State state = call.state;
    boolean isAdherence = call.category == Category.ADHERENCE;
    boolean isOwn = topic == own(call.category);
    boolean isOfTheDrug = topic == Topic.SIDE_EFFECT || topic == Topic.NO_BENEFIT;
    if (isOfTheDrug && !state.isStarted()) {
      return 0;
    }
    switch (topic) {
      case ACCESS -> {
        return isOwn
            ? .08 + .75 * state.access()
            : .004 + (isAdherence ? .25 : .08) * state.access();
      }
      case LIFE_EVENT -> {
        return .006 + (isAdherence ? .30 : .10) * state.life();
      }
      case SIDE_EFFECT -> {
        if (isOwn) {
          return .90;
        }
        if (isAsked) {
          return .015 + .65 * state.side();
        }
      }
      default -> {}
    }
    double x =
        switch (topic) {
          case NEEDLE_FEAR -> state.fear();
          case COST -> state.cost();
          case SIDE_EFFECT -> state.side();
          default -> state.noBenefit();
        };
    if (isOwn) {
      return (topic == Topic.COST ? .02 : .015) + .95 * x * x;
    }
    if (isAsked) {
      return .005 + .90 * x * x;
    }
    return isAdherence ? .004 + .80 * x * x : .002 + .45 * x * x;
  }

  private static Told affirmed(Topic topic, double form) {
    return switch (topic) {
      case NEEDLE_FEAR, COST ->
          form < .50
              ? Told.PLAIN
              : form < .80 ? Told.PARAPHRASE : form < .94 ? Told.EUPHEMISM : Told.HARD;
      case SIDE_EFFECT -> form < .74 ? Told.PLAIN : form < .92 ? Told.EUPHEMISM : Told.HARD;
      default -> Told.PLAIN;
    };
  }

  private Told denied(Topic topic, double form, double isVague) {
    if (topic == Topic.SIDE_EFFECT) {
      return form < .99 ? Told.REPLY : Told.HARD_NOT;
    }
    if (isVague < vague) {
      return Told.VAGUE;
    }
    return form < .77
        ? Told.REPLY
        : form < .89 ? Told.PAST : form < .97 ? Told.OTHER_PERSON : Told.HARD_NOT;
  }
}
