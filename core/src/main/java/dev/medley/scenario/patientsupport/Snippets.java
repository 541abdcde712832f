package dev.medley.scenario.patientsupport;

import dev.medley.random.Streams.Stream;
import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.scenario.patientsupport.PatientSupport.Direction;
import dev.medley.scenario.patientsupport.Talk.Told;
import dev.medley.scenario.patientsupport.Talk.Topic;
import dev.medley.text.Grammar;
import dev.medley.text.Marked;
import dev.medley.text.Phrase;
import dev.medley.text.Slot;
import dev.medley.text.Text;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Writes what was said in a call: turns of the agent and the patient with gold spans. */
final class Snippets {
  private enum Speaker {
    NOBODY,
    AGENT,
    PATIENT
  }

  private static final String TYPE = "MENTION";
  private static final String ASKED = "ASKED";
  private static final String QUESTION = "QUESTION";

  private final Stream texts;
  private final Text text;
  private final Phrase greetingIn;
  private final Phrase greetingOut;
  private final Phrase hello;
  private final Phrase ack;
  private final Phrase also;
  private final Phrase close;
  private final Phrase bye;
  private final Phrase vague;
  private final Phrase voicemail;
  private final Phrase voicemailOut;
  private final Map<Category, Phrase> reasons = new EnumMap<>(Category.class);
  private final Map<Category, Phrase> actions = new EnumMap<>(Category.class);
  private final Map<Topic, Phrase> questions = new EnumMap<>(Topic.class);
  private final Map<Topic, Map<Told, Phrase>> phrases = new EnumMap<>(Topic.class);
  private final Slot amount;
  private final Slot ailment;
  private final Slot drug;
  private final Slot programme;
  private final Slot name;
  private final long isCharged;
  private final long isOldScript;
  private final long isStarted;

  // The call that is being written.
  private PlannedCall call;
  private UniformRandomProvider rng;
  private Speaker speaker;

  Snippets(Laws laws) {
    Grammar grammar = laws.grammar;
    this.texts = laws.streams.named("snippet");
    this.text = grammar.text();
    this.greetingIn = grammar.phrase("GREETING_IN");
    this.greetingOut = grammar.phrase("GREETING_OUT");
    this.hello = grammar.phrase("HELLO");
    this.ack = grammar.phrase("ACK");
    this.also = grammar.phrase("ALSO");
    this.close = grammar.phrase("CLOSE");
    this.bye = grammar.phrase("BYE");
    this.vague = grammar.phrase("VAGUE");
    this.voicemail = grammar.phrase("VOICEMAIL");
    this.voicemailOut = grammar.phrase("VOICEMAIL_OUT");
    for (Category category : Category.values()) {
      reasons.put(category, grammar.phrase("REASON_" + category));
      actions.put(category, grammar.phrase("ACTION_" + category));
    }
    for (Topic topic : Topic.values()) {
      boolean isTrouble = topic == Topic.NEEDLE_FEAR || topic == Topic.COST;
      if (isTrouble || topic == Topic.SIDE_EFFECT) {
        questions.put(topic, grammar.phrase("ASK_" + topic));
      }
      Map<Told, Phrase> ways = new EnumMap<>(Told.class);
      phrases.put(topic, ways);
      for (Told told : Told.values()) {
        boolean isThere =
            told == Told.PLAIN
                || (isTrouble && told != Told.VAGUE)
                || (topic == Topic.SIDE_EFFECT
                    && switch (told) {
                      case EUPHEMISM, HARD, REPLY, HARD_NOT -> true;
                      default -> false;
                    });
        if (isThere) {
          ways.put(told, grammar.phrase(topic + "_" + told));
        }
      }
    }
    this.amount = grammar.slot("amt");
    this.ailment = grammar.slot("ae");
    this.drug = grammar.slot("drug");
    this.programme = grammar.slot("prog");
    this.name = grammar.slot("name");
    this.isCharged = grammar.tag("charged");
    this.isOldScript = grammar.tag("old_script");
    this.isStarted = grammar.tag("started");
  }

  /** A completed call, by turn plan. */
  Marked completed(PlannedCall planned, Talk talk, boolean oldScript, UniformRandomProvider draws) {
    begin(planned, oldScript, draws);
    Topic own = Talk.own(call.category);
    text.set(ailment, talk.ailment.words);
    boolean isInbound = call.direction == Direction.INBOUND;
    if (rng.nextDouble() < (isInbound ? .55 : .80)) {
      say(Speaker.AGENT, isInbound ? greetingIn : greetingOut);
    }
    double talkative = .3 * (call.patient.verbosity - .5);
    if (rng.nextDouble() < .5 + talkative) {
      say(Speaker.PATIENT, hello);
    }
    boolean isToldAnyway = own != null && talk.affirms(own) && rng.nextDouble() < .35;
    if (!isToldAnyway) {
      boolean isAgents = call.category == Category.ADHERENCE;
      say(isAgents ? Speaker.AGENT : Speaker.PATIENT, reasons.get(call.category));
    }
    if (rng.nextDouble() < .45 + .3 * call.agent.verbosity && speaker == Speaker.PATIENT) {
      say(Speaker.AGENT, ack);
    }
    for (int i = 0; i < talk.size; i++) {
      item(talk.topics[i], talk.told[i], talk.asked[i]);
    }
    if (rng.nextDouble() < .55 + .3 * call.agent.verbosity) {
      say(Speaker.AGENT, actions.get(call.category));
    }
    if (rng.nextDouble() < .40) {
      say(Speaker.AGENT, close);
    }
    if (speaker == Speaker.NOBODY || rng.nextDouble() < .45 + talkative) {
      say(Speaker.PATIENT, bye);
    }
    return text.finish();
  }

  /** A message that the patient or the agent leaves. */
  Marked voicemail(PlannedCall planned, boolean oldScript, String called) {
    boolean isPatient = planned.direction == Direction.INBOUND;
    begin(planned, oldScript, texts.at(planned.patient.id, planned.number, 1));
    text.set(name, called);
    say(isPatient ? Speaker.PATIENT : Speaker.AGENT, isPatient ? voicemail : voicemailOut);
    return text.finish();
  }

  private void begin(PlannedCall planned, boolean oldScript, UniformRandomProvider draws) {
    call = planned;
    rng = draws;
    speaker = Speaker.NOBODY;
    Patient patient = call.patient;
    text.start(patient.voice, texts.bits(patient.id, call.number));
    int paid = call.state.paidUsd();
    text.tags(
        (paid > 0 ? isCharged : 0)
            | (oldScript ? isOldScript : 0)
            | (call.state.isStarted() ? isStarted : 0));
    text.set(amount, paid);
    text.set(drug, patient.drug.brand);
    text.set(programme, patient.drug.brand + " Together");
    if (call.agent != null) {
      text.set(name, call.agent.name);
    }
  }

  private void item(Topic topic, Told told, boolean isAsked) {
    boolean isDenied = !told.isAffirmed();
    if (isAsked) {
      turn(Speaker.AGENT);
      text.open(TYPE, topic.name(), ASKED, QUESTION).add(questions.get(topic)).close();
    } else if (rng.nextDouble() < .30 && speaker == Speaker.PATIENT) {
      say(Speaker.AGENT, ack);
    }
    if (rng.nextDouble() < .30 && !isDenied) {
      say(Speaker.PATIENT, also);
    }
    turn(Speaker.PATIENT);
    if (told == Told.VAGUE) {
      text.add(vague);
      return;
    }
    text.open(TYPE, topic.name(), told.value, told.form).add(phrases.get(topic).get(told)).close();
  }

  private void say(Speaker who, Phrase phrase) {
    turn(who);
    text.add(phrase);
  }

  /** The mark between what was said and what comes. */
  private void turn(Speaker who) {
    if (who == speaker) {
      text.write(who == Speaker.AGENT ? " " : rng.nextInt(3) < 2 ? ". " : ", ");
      return;
    }
    String tag = who == Speaker.AGENT ? "A: " : "P: ";
    text.write(speaker == Speaker.NOBODY ? tag : " " + tag);
    speaker = who;
    text.speak(who == Speaker.AGENT ? call.agent.voice : call.patient.voice);
  }
}
