package org.empathyworkbench.ppo;

import java.nio.file.Path;
import org.empathyworkbench.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that has a tiny policy, its value head and its reference. */
abstract class WithTinyActorCritic {
    @TempDir
    Path folder;
    TinyActorCritic tiny;

    @BeforeAll
    static void start() { Torch.start(1); }

    @BeforeEach
    void open() { tiny = new TinyActorCritic(folder); }

    @AfterEach
    void close() { tiny.close(); }
}
