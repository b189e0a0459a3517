package org.empathyworkbench.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** How the desktop is built: pages above the shell above the controls, and view models without a screen. */
@AnalyzeClasses(packages = "org.empathyworkbench.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String APP = "org.empathyworkbench.app.";
    private static final String[] PAGES = pages("home", "datasets", "models", "runs", "inspector", "compare", "cases", "talk", "settings");
    /** Parts of pages, which several pages or the runs' page show. */
    private static final String[] PARTS = pages("sweep", "timeline", "newrun", "demo", "example", "inference", "help");
    /** What pages share, below them and the shell. */
    private static final String[] SHARED = pages("control", "task", "empathy");

    @ArchTest
    static final ArchRule CONTROLS_KNOW_NO_PAGE_AND_NO_SHELL = noClasses().that().resideInAnyPackage(SHARED)
            .should().dependOnClassesThat().resideInAnyPackage(with(APP + "shell..", APP + "chart.."));

    @ArchTest
    static final ArchRule SHARED_CONTROLS_KNOW_NO_PART = noClasses().that().resideInAnyPackage(SHARED)
            .should().dependOnClassesThat().resideInAnyPackage(PARTS);

    @ArchTest
    static final ArchRule PARTS_KNOW_NO_PAGE = noClasses().that()
            .resideInAnyPackage(PARTS).should().dependOnClassesThat().resideInAnyPackage(PAGES);

    @ArchTest
    static final ArchRule CHARTS_KNOW_NO_PAGE_AND_NO_SHELL = noClasses().that().resideInAPackage(APP + "chart..")
            .should().dependOnClassesThat().resideInAnyPackage(with(APP + "shell.."));

    @ArchTest
    static final ArchRule THE_SHELL_KNOWS_NO_PAGE = noClasses().that()
            .resideInAPackage(APP + "shell..").should().dependOnClassesThat().resideInAnyPackage(PAGES);

    @ArchTest
    static final ArchRule NO_RINGS = slices().matching(APP + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule VIEW_MODELS_HAVE_NO_CONTROLS = noClasses().that().haveSimpleNameEndingWith("ViewModel")
            .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.jfree..", "atlantafx..");

    @ArchTest
    static void noPageKnowsAnother(JavaClasses classes) {
        for (String page : PAGES) {
            String[] others = Arrays.stream(PAGES).filter(other -> !other.equals(page)).toArray(String[]::new);
            noClasses().that().resideInAPackage(page).should().dependOnClassesThat().resideInAnyPackage(others)
                    .allowEmptyShould(true).check(classes);
        }
    }

    @ArchTest
    static final ArchRule NOTHING_STATIC_CHANGES = fields().that().areStatic().and().areNotFinal().and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should().bePrivate().andShould().beFinal().allowEmptyShould(true);

    /** As long as one plays the toolkit produces sixty frames a second: what is done now and then is done by a RepeatingTimer. */
    @ArchTest
    static final ArchRule NOTHING_PLAYS_FOR_EVER = noClasses().should().dependOnClassesThat()
            .haveFullyQualifiedName("javafx.animation.Timeline").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("javafx.animation.AnimationTimer");

    @ArchTest
    static final ArchRule NOBODY_PRINTS = noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    private static String[] pages(String... names) { return Arrays.stream(names).map(name -> APP + name + "..").toArray(String[]::new); }

    private static String[] with(String... more) {
        String[] all = Arrays.copyOf(PAGES, PAGES.length + more.length);
        System.arraycopy(more, 0, all, PAGES.length, more.length);
        return all;
    }
}
