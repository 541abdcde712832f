package dev.medley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages are a list: a class uses its own package and those below it. */
class PackagesTest {
  private static final List<String> BOTTOM_TO_TOP =
      List.of(
          "random",
          "model",
          "world",
          "text",
          "spark",
          "mess",
          "scenario",
          "config",
          "plan",
          "source",
          "sink",
          "contract",
          "run",
          "verify",
          "exam",
          "report");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.medley");

  @Test
  void eachPackageUsesOnlyThoseBelowIt() {
    for (int i = 0; i < BOTTOM_TO_TOP.size(); i++) {
      String[] above =
          BOTTOM_TO_TOP.subList(i + 1, BOTTOM_TO_TOP.size()).stream()
              .map(name -> "dev.medley." + name + "..")
              .toArray(String[]::new);
      String here = "dev.medley." + BOTTOM_TO_TOP.get(i) + "..";
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(here)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .allowEmptyShould(true)
            .check(classes);
      }
      noClasses()
          .that()
          .resideInAPackage(here)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("dev.medley.Medley")
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void simulatorsKnowNothingOfSpark() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.medley.random..", "dev.medley.model..", "dev.medley.world..", "dev.medley.text..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .check(classes);
  }
}
