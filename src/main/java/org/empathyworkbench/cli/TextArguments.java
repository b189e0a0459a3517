package org.empathyworkbench.cli;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Texts as arguments. 1. {@code @name} names no file of arguments: a text may begin with {@code @}. 2. What follows an option's {@code =}
 * is its value, and so is an argument with a blank in it, though they begin with {@code -}: {@code --context=-h}, {@code --context "-how
 * are you"}. Only a single word that begins with {@code -} and stands apart is looked up among the options first.
 *
 * <p>The parser takes whatever looks like an option for one, so such a value is marked by a character that no argument of a process can
 * hold, and the mark is taken off when the value is read.
 */
final class TextArguments {
    private static final char MARK = '\0';
    private static final Pattern ATTACHED = Pattern.compile("(--?[A-Za-z][A-Za-z0-9-]*=)(-.*)", Pattern.DOTALL);
    private static final Pattern WITH_BLANK = Pattern.compile("-[^=]*\\s.*", Pattern.DOTALL);

    private TextArguments() { }

    static void prepare(CommandLine line) {
        line.setExpandAtFiles(false);
        line.registerConverter(String.class, TextArguments::unmarked);
        line.registerConverter(Path.class, value -> Path.of(unmarked(value)));
    }

    /** The arguments as the parser is to see them. */
    static String[] marked(String... arguments) {
        String[] marked = new String[arguments.length];
        for (int i = 0; i < marked.length; i++) {
            Matcher attached = ATTACHED.matcher(arguments[i]);
            if (attached.matches()) marked[i] = attached.group(1) + MARK + attached.group(2);
            else marked[i] = WITH_BLANK.matcher(arguments[i]).matches() ? MARK + arguments[i] : arguments[i];
        }
        return marked;
    }

    /** A message of the parser without marks. */
    static String unmarked(String text) { return text.replace(String.valueOf(MARK), ""); }
}
