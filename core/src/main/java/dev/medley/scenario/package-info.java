/**
 * Scenarios: what they must say, how they are found, and one sub-package each.
 *
 * <p>A scenario is one class that implements {@link dev.medley.scenario.Scenario}. Its {@linkplain
 * dev.medley.scenario.Scenario#dealing dealing} says how units come to regions, its {@linkplain
 * dev.medley.scenario.Scenario#cells cells} which units are simulated together and for how long,
 * and its {@linkplain dev.medley.scenario.Scenario#sizeFor size} what so many rows take. What is
 * not named here is the default: {@link dev.medley.world.Dealing#census}, {@link
 * dev.medley.world.Cells#ofOneUnit}, a horizon that may be raised.
 *
 * <table>
 * <caption>How each scenario says what it simulates</caption>
 * <tr><th>scenario</th><th>unit</th><th>in words of the API</th></tr>
 * <tr><td>app_engagement</td><td>block of 1,000 users in 8 clinics</td>
 * <td>{@code Cells.ofOneUnit()}; {@code Size.inWholeRounds} of four</td></tr>
 * <tr><td>clinical_text</td><td>campus</td>
 * <td>{@code Cells.ofOneUnit().byMonth()}; a {@code Size} of fewer months rather than fewer than
 * four campuses; texts have their {@code bytes}</td></tr>
 * <tr><td>cold_chain</td><td>manufacturer</td>
 * <td>{@code Cells.ofOneUnit()}; {@code Dealing.everywhere}, with rows of a unit by region; sites
 * and airlines by {@code emitReference}</td></tr>
 * <tr><td>device_maintenance</td><td>site</td>
 * <td>{@code Cells.ofOneUnit()}; {@code hasFixedHorizon()}</td></tr>
 * <tr><td>ed_throughput</td><td>emergency department</td>
 * <td>{@code Cells.ofOneUnit()}; the warm-up is the simulation's own and is not emitted</td></tr>
 * <tr><td>heart_failure_rpm</td><td>patient</td>
 * <td>{@code Cells.ofOneUnit()}; {@code Cohorts} of 25 by month, {@code span} of the own 180
 * days</td></tr>
 * <tr><td>hospital_inventory</td><td>hospital</td>
 * <td>{@code Cells.ofOneUnit()}; {@code hasFixedHorizon()}; lots and recalls are fields of the
 * {@code Simulator}</td></tr>
 * <tr><td>nurse_staffing</td><td>hospital</td>
 * <td>{@code Cells.ofOneUnit()}; {@code hasFixedHorizon()}</td></tr>
 * <tr><td>nurse_triage_line</td><td>line</td>
 * <td>{@code Cells.ofOneUnit().byMonth()}; a {@code Size} of fewer months rather than fewer than
 * four lines</td></tr>
 * <tr><td>oncology_journey</td><td>registry</td>
 * <td>{@code Cells.ofUnits(32).byMonth()}; {@code Dealing.byShares}; {@code
 * hasFixedHorizon()}</td></tr>
 * <tr><td>opioid_monitoring</td><td>jurisdiction</td>
 * <td>{@code Cells.ofOneUnit()}; {@code Size.inWholeRounds} of two</td></tr>
 * <tr><td>or_utilization</td><td>suite</td>
 * <td>{@code Cells.ofOneUnit()}; {@code hasFixedHorizon()}; procedures by {@code
 * emitReference}</td></tr>
 * <tr><td>patient_access_calls</td><td>call centre</td>
 * <td>{@code Cells.ofOneUnit()}; a {@code Size} of fewer weeks rather than fewer than four
 * centres</td></tr>
 * <tr><td>patient_support</td><td>pod</td>
 * <td>{@code Cells.ofOneUnit()}; {@code hasFixedHorizon()}; a {@code Size} of four pods {@code
 * with} fewer patients each</td></tr>
 * <tr><td>pbm_claims</td><td>1,000 members</td>
 * <td>{@code Cells.ofUnits(2)}; {@code hasFixedHorizon()}; pharmacies by {@code emitRegion}, payers
 * and drugs by {@code emitReference}</td></tr>
 * <tr><td>pharmacogenomics</td><td>study</td>
 * <td>{@code Cells.ofUnits(256).byMonth()}; {@code Dealing.everywhere}</td></tr>
 * <tr><td>precision_oncology</td><td>cancer centre</td>
 * <td>{@code Cells.ofUnits(64).byMonth()}; {@code Dealing.byShares}; {@code
 * hasFixedHorizon()}</td></tr>
 * <tr><td>readmissions</td><td>1,000 patients</td>
 * <td>{@code Cells.ofUnits(2)}; {@code Size.inWholeRounds} of four; zip codes and hospitals by
 * {@code emitRegion}</td></tr>
 * <tr><td>sales_force</td><td>territory</td>
 * <td>{@code Cells.ofOneUnit()}; {@code hasFixedHorizon()}; {@code Size.inWholeRounds} of
 * four</td></tr>
 * <tr><td>social_determinants</td><td>zip code</td>
 * <td>{@code Cells.ofUnits(8)}, a county over all its years; {@code hasFixedHorizon()}; heat waves
 * by {@code emitRegion}</td></tr>
 * <tr><td>tablet_manufacturing</td><td>plant</td>
 * <td>{@code Cells.ofOneUnit()}; a {@code Dealing} of its own, 3, 3, 3 and 1 of each ten</td></tr>
 * <tr><td>trial_feasibility</td><td>sponsor</td>
 * <td>{@code Cells.ofUnits(64).byMonth()}; {@code Dealing.everywhere}</td></tr>
 * <tr><td>wearables</td><td>loan</td>
 * <td>{@code Cells.ofOneUnit()}; {@code Cohorts} of 10 by week, {@code span} of the own
 * days</td></tr>
 * </table>
 *
 * <p>A county year by year would be {@code Cells.ofUnits(8).byYear()}; no scenario here needs it.
 */
package dev.medley.scenario;
