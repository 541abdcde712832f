package dev.medley.model;

import java.util.List;

/**
 * A rule of the world: a mechanism that makes behaviour, and with it process mess.
 *
 * @param id snake_case
 * @param doc the mechanism: state and law
 * @param source idea of the brief or publication
 * @param params its parameters
 */
public record Rule(String id, String doc, String source, List<Param> params) {

  public static Rule of(String id, String source, String doc, Param... params) {
    for (Param param : params) {
      if (!param.rule().equals(id)) {
        throw new IllegalArgumentException(param.key() + " is not a parameter of rule " + id);
      }
    }
    return new Rule(id, doc, source, List.of(params));
  }
}
