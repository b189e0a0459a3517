package org.empathyworkbench.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.empathyworkbench.SharedData;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {
    /** Maven cannot read the file, so its two numbers stand in the pom too. */
    @Test void mavenSaysTheSameAboutThreadsAsTheFileThatRunsRead() throws IOException {
        Map<String, String> wanted = NativeEnvironment.wanted();
        assertThat(Files.readString(SharedData.root().resolve("pom.xml")))
                .contains("<omp.wait.policy>" + wanted.get("OMP_WAIT_POLICY") + "</omp.wait.policy>",
                        "<omp.spin.count>" + wanted.get("GOMP_SPINCOUNT") + "</omp.spin.count>");
    }

    @Test void aValueMayHoldAnEqualsSign() {
        assertThat(NativeEnvironment.wanted()).containsEntry("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1").doesNotContainKey("#");
    }

    @Test void theLauncherSetsNoneOfThemItself() throws IOException {
        String launcher = Files.readString(SharedData.root().resolve("app/setup.sh"));
        assertThat(launcher).contains("resources/engine" + NativeEnvironment.FILE);
        NativeEnvironment.wanted().keySet().forEach(name -> assertThat(launcher).doesNotContain(name));
    }
}
