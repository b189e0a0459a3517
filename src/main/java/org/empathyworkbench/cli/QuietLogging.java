package org.empathyworkbench.cli;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Standard error belongs to the commands: what libraries log goes there only from warnings on. */
final class QuietLogging {
    /** Strong references, since loggers without one lose their level. */
    private static final List<Logger> TALKATIVE = List.of(Logger.getLogger("ai.djl"), Logger.getLogger("org.empathyworkbench"));

    private static final Logger SQLITE = Logger.getLogger("org.sqlite");
    private static final Logger CUDA = Logger.getLogger("ai.djl.util.cuda");

    private QuietLogging() { }

    static void begin(List<String> arguments) {
        Level level = arguments.contains("--run") ? Level.INFO : Level.WARNING;
        for (Logger logger : TALKATIVE) logger.setLevel(level);
        SQLITE.setLevel(Level.OFF);                     // it logs with a stack trace what it then throws
        CUDA.setLevel(Level.SEVERE);                    // it warns of every machine without a GPU
        for (Handler handler : Logger.getLogger("").getHandlers()) handler.setLevel(level);
    }
}
