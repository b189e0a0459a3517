package org.empathyworkbench;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ThrowsDeclaration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the floors of the house: a package uses the floors below its own, never its own floor and never a higher one. */
class ArchitectureTest {
    private static final String ROOT = "org.empathyworkbench";
    /** From the top down. A floor may still be empty. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("cli"),
            List.of("bench", "sweep", "timeline", "demo", "chart"),
            List.of("run", "comparison"),
            List.of("recipe", "modelimport"),
            List.of("training", "ppo"),
            List.of("evaluation", "verification", "runsettings"),
            List.of("generation", "identifier", "checkpoint", "hub", "endpoint"),
            List.of("t5", "data", "workspace", "picture"),
            List.of("journal", "torch", "text", "setting", "http", "conversation", "casestudy"),
            List.of("io", "markup"),
            // the types that all others use, UserInputException among them
            List.of("dialogue"));

    private static final JavaClasses ENGINE =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    @TestFactory Stream<DynamicTest> everyPackageUsesOnlyTheFloorsBelowItsOwn() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            List<String> below = FLOORS.subList(floor + 1, FLOORS.size()).stream().flatMap(List::stream).toList();
            for (String name : FLOORS.get(floor)) {
                String[] allowed = Stream.concat(Stream.of(name), below.stream()).map(ArchitectureTest::packages).toArray(String[]::new);
                tests.add(DynamicTest.dynamicTest(name, () -> classes().that().resideInAPackage(packages(name))
                        .should().onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(ROOT + ".."))))
                        .allowEmptyShould(true).check(ENGINE)));
            }
        }
        return tests.stream();
    }

    private static String packages(String name) { return ROOT + "." + name + ".."; }

    @Test void everyClassStandsOnAFloor() {
        classes().should().resideInAnyPackage(FLOORS.stream().flatMap(List::stream).map(ArchitectureTest::packages).toArray(String[]::new))
                .check(ENGINE);
    }

    @Test void packagesHaveNoCycles() { slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ENGINE); }

    @Test void theEngineKnowsNoScreen() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("javafx..", "javax.swing..", ROOT + ".app..").check(ENGINE);
    }

    /** Drawing in memory needs no screen, but who draws is known. */
    @Test void onlyPicturesAndChartsAreDrawn() {
        noClasses().that().resideOutsideOfPackages(packages("picture"), packages("chart")).should()
                .dependOnClassesThat().resideInAnyPackage("java.awt..", "org.jfree..").check(ENGINE);
    }

    @Test void onlyTheCommandsSpeakToTheTerminal() {
        noClasses().that().resideOutsideOfPackage(packages("cli")).should(ACCESS_STANDARD_STREAMS).check(ENGINE);
    }

    /** Only the commands decide how much of it people see. */
    @Test void loggingGoesThroughSlf4j() {
        noClasses().that().resideOutsideOfPackage(packages("cli")).should().dependOnClassesThat()
                .resideInAPackage("java.util.logging..").check(ENGINE);
    }

    @Test void onlyTheWorkspaceSpeaksSql() {
        noClasses().that().resideOutsideOfPackage(packages("workspace")).should().dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(ENGINE);
    }

    /** They write to a {@link org.empathyworkbench.journal.RunJournal} and do not know where it is stored. */
    @Test void trainersKnowNoDatabase() {
        noClasses().that().resideInAnyPackage(packages("training"), packages("ppo"), packages("checkpoint"))
                .should().dependOnClassesThat().resideInAPackage(packages("workspace")).check(ENGINE);
    }

    @Test void nothingStaticChanges() { fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(ENGINE); }

    @Test void noMethodThrowsJustAnything() {
        methods().that().doNotHaveModifier(JavaModifier.BRIDGE).should(new ArchCondition<JavaMethod>("say which exceptions they throw") {
            @Override public void check(JavaMethod method, ConditionEvents events) {
                for (ThrowsDeclaration<?> thrown : method.getThrowsClause()) {
                    boolean anything = Set.of("java.lang.Exception", "java.lang.Throwable").contains(thrown.getRawType().getName());
                    if (anything)
                        events.add(SimpleConditionEvent.violated(method,
                                method.getFullName() + " throws " + thrown.getRawType().getName()));
                }
            }
        }).check(ENGINE);
    }

    @Test void everyPackageSaysWhatItsRoomIsFor() throws IOException {
        Path main = SharedData.root().resolve("src/main/java");
        Set<Path> silent = new TreeSet<>();
        try (Stream<Path> files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java"))).forEach(silent::add);
        }
        assertThat(silent).isEmpty();
    }

    /** The class files cannot tell it: try-with-resources compiles to a catch of Throwable. */
    @Test void noSourceCatchesJustAnything() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SharedData.root().resolve("src/main/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).matches("(?s).*catch \\([^)]*\\b(Exception|Throwable|RuntimeException)\\b.*"))
                    found.add(file.getFileName().toString());
            }
        }
        assertThat(found).isEmpty();
    }
}
