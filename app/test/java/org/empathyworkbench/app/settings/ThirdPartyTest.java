package org.empathyworkbench.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.empathyworkbench.app.settings.ThirdParty.Part;
import org.junit.jupiter.api.Test;

class ThirdPartyTest {
    /** Jars that only tests need. */
    private static final String TEST_ONLY = "(junit-|assertj-|archunit|testfx-|openjfx-monocle|apiguardian|opentest4j|hamcrest"
            + "|byte-buddy|surefire|commons-csv|commons-lang3|osgi|org.osgi|jacoco).*";

    @Test void everyLibraryOfTheClassPathIsListedWithItsVersionAndNothingElseIs() {
        List<Part> libraries = ThirdParty.parts().stream().filter(part -> !part.artifact().isEmpty()).toList();
        Set<String> jars = Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString())
                .filter(name -> name.endsWith(".jar") && !name.startsWith("engine-")).collect(Collectors.toSet());
        assertThat(libraries).isNotEmpty().allSatisfy(part -> assertThat(jars).as(part.artifact()).anyMatch(jar -> is(jar, part)));
        assertThat(jars.stream().filter(jar -> !jar.matches(TEST_ONLY)))
                .allSatisfy(jar -> assertThat(libraries).as(jar).anyMatch(part -> is(jar, part)));
    }

    private static boolean is(String jar, Part part) {
        String name = part.artifact() + "-" + part.version();
        return jar.equals(name + ".jar") || jar.startsWith(name + "-");
    }

    @Test void everyPartHasALicenceAndWhatIsWithinALibraryHasItsVersion() {
        List<Part> parts = ThirdParty.parts();
        assertThat(parts).allSatisfy(part -> assertThat(part.licence()).as(part.name()).isNotBlank());
        Part engine = parts.stream().filter(part -> part.artifact().equals("pytorch-native-cpu")).findFirst().orElseThrow();
        assertThat(parts).anySatisfy(part -> {
            assertThat(part.name()).isEqualTo("PyTorch (libtorch)");
            assertThat(part.version()).isEqualTo(engine.version());
        });
    }

    @Test void packagesCarryTheListAndTheTextsOfTheLicences() {
        for (String file : List.of("/THIRD-PARTY.txt", "/LICENSE", "/licences/MIT.txt",
                "/licences/BSD-2-Clause.txt", "/licences/BSD-3-Clause.txt", "/licences/GPL-2.0.txt", "/fonts/Inter-OFL.txt")) {
            assertThat(ThirdParty.class.getResource(file)).as(file).isNotNull();
        }
    }
}
