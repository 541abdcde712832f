/**
 * Realistic, deliberately messy healthcare data as Spark tables. A program starts at {@link
 * dev.medley.Medley}.
 *
 * <p>What programs may rely on, and what keeps its meaning from one version to the next:
 *
 * <ul>
 *   <li>{@link dev.medley.Medley}, and what it takes and gives: {@link dev.medley.config.RunConfig}
 *       made by {@link dev.medley.config.Configs}, {@link dev.medley.run.Progress}, {@link
 *       dev.medley.run.Summary}, {@link dev.medley.verify.Quality}, {@link dev.medley.run.Watch},
 *       {@link dev.medley.model.UserError}
 *   <li>{@link dev.medley.scenario.Scenario} and all of the packages {@code scenario}, {@code
 *       model}, {@code world}, {@code random} and {@code text}, for scenarios of one's own
 *   <li>the data source {@code medley} and {@link dev.medley.source.MedleyCatalog}, by their names
 *       and options
 * </ul>
 *
 * <p>Everything else is public only because Java's packages want it so.
 */
package dev.medley;
