package dev.medley.scenario.patientsupport;

import dev.medley.random.Beta;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.patientsupport.PatientSupport.Role;
import dev.medley.text.Voice;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.SpellLength;

/** One agent: how fast, how curious, how careful, and with which words. */
final class Agent {
  /** Own rates of a cv of 1, three times worse in spells of weeks (design). */
  private static final CarrierLaw CARE =
      CarrierLaw.worseInSpells(1, .15, 3, SpellLength.ofMedianAndP90(14, 40));

  /** How far an agent strays from the favourite wording. */
  private static final double STRAYS = .3;

  final long id;
  final Role role;
  final int hired;
  final double speed;

  /** How often the agent asks where no plan says so. */
  final double asks;

  final double warmth;
  final double vigilance;
  final double verbosity;
  final Voice voice;
  final String name;
  final MessCarrier lazy;
  final MessCarrier first;
  final MessCarrier login;

  Agent(long id, Role role, int hired, Laws laws, String name) {
    Draw draw = laws.streams.named("agent").at(id);
    this.id = id;
    this.role = role;
    this.hired = hired;
    this.name = name;
    this.speed = Math.exp(.15 * Normal.standard(draw));
    this.warmth = .35 * Normal.standard(draw);
    this.vigilance = .5 * Normal.standard(draw);
    this.verbosity = draw.nextDouble();
    this.asks = Math.min(.60, Math.max(.02, new Beta(1.2, 4.5).sample(draw)));
    this.voice = Voice.of(laws.streams.named("agent-voice").bits(id)).leans(STRAYS);
    this.lazy = new MessCarrier(laws.streams.named("carrier.lazy"), id, CARE);
    this.first = new MessCarrier(laws.streams.named("carrier.first"), id, CARE);
    this.login = new MessCarrier(laws.streams.named("carrier.login"), id, CARE);
  }
}
