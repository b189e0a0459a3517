package org.empathyworkbench.setting;

import java.util.List;

/**
 * What a form or a command needs to know of one setting.
 *
 * @param type    {@code int}, {@code double}, {@code boolean}, {@link String} or an enum class
 * @param choices the constants of an enum in order, empty for other types
 */
public record SettingInfo(String name, String label, String meaning, String group, Class<?> type, Object value,
                          double min, double max, String paper, String code, List<String> choices) {
    public SettingInfo { choices = List.copyOf(choices); }
}
