package org.empathyworkbench.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands as a person types them, within this process. */
final class Typed {
    /** What a command wrote and how it ended. */
    record Done(int status, String out, String err) {
        JsonElement json() { return JsonParser.parseString(out); }
    }

    private Typed() { }

    static Done run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Done(status, out.toString(), err.toString());
    }

    static Done in(Path workspace, String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--workspace", workspace.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }
}
