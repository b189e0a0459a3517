package org.empathyworkbench.setting;

import java.util.List;

/**
 * What a form or a command needs to know of one setting.
 *
 * @param name    in recipe files and on the command line
 * @param setting what its record says of it
 * @param group   its heading in a form
 * @param type    {@code int}, {@code long}, {@code double}, {@code boolean}, {@link String} or an enum class
 * @param value   as {@link Settings#toMap} has it
 * @param choices the constants of an enum in order, empty for other types
 */
public record SettingInfo(String name, Setting setting, String group, Class<?> type, Object value, List<String> choices) {
    public SettingInfo { choices = List.copyOf(choices); }

    public String label() { return setting.label(); }

    public String meaning() { return setting.meaning(); }

    public double min() { return setting.min(); }

    public double max() { return setting.max(); }

    public String paper() { return setting.paper(); }

    public String code() { return setting.code(); }
}
