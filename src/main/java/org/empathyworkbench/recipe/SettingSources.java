package org.empathyworkbench.recipe;

import java.util.Map;
import java.util.Objects;
import org.empathyworkbench.setting.SettingInfo;
import org.empathyworkbench.workspace.RunKind;

/**
 * Origin of a setting's value: the paper, the authors' code, both, or neither (our choice). The values of the presets {@code paper} and
 * {@code code} are compared; the setting's annotation tells whether a source specifies it at all.
 */
public final class SettingSources {
    /** Origin of a value. */
    public enum Source {
        PAPER_AND_CODE("paper, code"), PAPER("paper"), CODE("code"), OURS("ours");

        private final String words;

        Source(String words) { this.words = words; }

        /** Display text. */
        public String words() { return words; }
    }

    private final Map<String, Object> paper;
    private final Map<String, Object> code;

    private SettingSources(Map<String, Object> paper, Map<String, Object> code) {
        this.paper = paper;
        this.code = code;
    }

    public static SettingSources of(RunKind kind) {
        return new SettingSources(Recipes.preset("paper-" + kind.key()).recipe().runSettings().toMap(),
                Recipes.preset("code-" + kind.key()).recipe().runSettings().toMap());
    }

    /** @param value as from {@link org.empathyworkbench.setting.Settings#toMap} */
    public Source of(SettingInfo info, Object value) {
        boolean paperSays = !info.paper().isEmpty();
        boolean codeSays = paperSays || !info.code().isEmpty();                 // code that is not mentioned does what the paper says
        boolean asPaper = paperSays && Objects.equals(paper.get(info.name()), value);
        boolean asCode = codeSays && Objects.equals(code.get(info.name()), value);
        if (asPaper && asCode) return Source.PAPER_AND_CODE;
        if (asPaper) return Source.PAPER;
        return asCode ? Source.CODE : Source.OURS;
    }
}
