package org.empathyworkbench.setting;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.empathyworkbench.dialogue.UserInputException;
import org.empathyworkbench.io.VisibleText;

/**
 * Reads and changes records whose components carry {@link Setting}, or {@link SettingGroup} and are such records themselves. Values in maps
 * are plain: {@link Integer}, {@link Double}, {@link Boolean}, {@link String}; an enum is written as its name in lower case with dashes.
 */
public final class Settings {
    /** Decimal, with few enough digits that it is read at once; Java's own forms (0x1p3, 1d, NaN) are none. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d{1,40}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][-+]?\\d{1,4})?");
    private static final int MOST_SHOWN = 60;

    private Settings() {}

    /** Every setting of a record and of its groups with its present value, in the record's order. */
    public static List<SettingInfo> describe(Record settings) {
        List<SettingInfo> infos = new ArrayList<>();
        describe(settings, "General", infos);
        return infos;
    }

    private static void describe(Record settings, String heading, List<SettingInfo> infos) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            SettingGroup group = component.getAnnotation(SettingGroup.class);
            if (group != null) describe((Record) valueOf(component, settings), group.value(), infos);
            Setting setting = component.getAnnotation(Setting.class);
            if (setting == null) continue;
            Class<?> type = component.getType();
            List<String> choices = type.isEnum()
                    ? Arrays.stream(type.getEnumConstants()).map(c -> word((Enum<?>) c)).toList() : List.of();
            infos.add(new SettingInfo(name(component, setting), setting, setting.group().isEmpty() ? heading : setting.group(), type,
                    plain(valueOf(component, settings)), choices));
        }
    }

    /** The record as plain values by the settings' names, in order. */
    public static Map<String, Object> toMap(Record settings) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (SettingInfo info : describe(settings)) map.put(info.name(), info.value());
        return map;
    }

    /**
     * The record of a type with the default of every component, defined beside the component.
     *
     * @throws IllegalStateException for a component without a default
     */
    public static <R extends Record> R defaults(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Setting setting = components[i].getAnnotation(Setting.class);
            if (components[i].isAnnotationPresent(SettingGroup.class)) {
                values[i] = defaults(components[i].getType().asSubclass(Record.class));
            } else if (setting == null || setting.defaultValue().isEmpty()) {
                throw new IllegalStateException(type.getName() + "." + components[i].getName() + " has no default.");
            } else {
                values[i] = parse(components[i], setting, setting.defaultValue());
            }
        }
        return make(type, values);
    }

    /**
     * A copy of the record with some values changed.
     *
     * @param changes by the settings' names; numbers may be given as text
     * @throws UserInputException for an unknown name, a value of the wrong type or out of range, naming what would be right
     */
    public static <R extends Record> R with(R settings, Map<String, ?> changes) {
        Map<String, Object> rest = new LinkedHashMap<>(changes);
        R changed = take(settings, rest);
        if (!rest.isEmpty()) {
            throw new UserInputException("There is no setting \"" + rest.keySet().iterator().next() + "\"; known are "
                    + describe(settings).stream().map(SettingInfo::name).collect(Collectors.joining(", ")) + ".");
        }
        return changed;
    }

    /** A copy with those of the changes that the record knows, which are taken out of {@code rest}. */
    private static <R extends Record> R take(R settings, Map<String, Object> rest) {
        RecordComponent[] components = settings.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Setting setting = components[i].getAnnotation(Setting.class);
            Object value = valueOf(components[i], settings);
            if (components[i].isAnnotationPresent(SettingGroup.class)) values[i] = take((Record) value, rest);
            else if (setting != null && rest.containsKey(name(components[i], setting)))
                values[i] = parse(components[i], setting, Objects.requireNonNull(rest.remove(name(components[i], setting))));
            else values[i] = value;
        }
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) settings.getClass();
        return make(type, values);
    }

    private static <R extends Record> R make(Class<R> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused)
                throw new UserInputException(String.valueOf(refused.getMessage()), refused);
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(RecordComponent component, Setting setting) {
        return setting.key().isEmpty() ? component.getName() : setting.key();
    }

    /** An enum constant as written in files and forms. */
    public static String word(Enum<?> constant) { return constant.name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    private static Object plain(Object value) { return value instanceof Enum<?> constant ? word(constant) : value; }

    private static Object valueOf(RecordComponent component, Record settings) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object parse(RecordComponent component, Setting setting, Object given) {
        Class<?> type = component.getType();
        String text = String.valueOf(given).trim();
        String name = name(component, setting);
        if (type == String.class) return text;
        if (type == boolean.class) {
            if (text.equals("true")) return true;
            if (text.equals("false")) return false;
            throw new UserInputException("Setting \"" + name + "\" is true or false, not \"" + VisibleText.line(text, MOST_SHOWN) + "\".");
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (word((Enum<?>) constant).equals(text)) return constant;
            }
            throw new UserInputException("Setting \"" + name + "\" is one of " + Arrays.stream(type.getEnumConstants())
                    .map(c -> word((Enum<?>) c)).collect(Collectors.joining(", "))
                    + ", not \"" + VisibleText.line(text, MOST_SHOWN) + "\".");
        }
        if (!NUMBER.matcher(text).matches())
            throw new UserInputException("Setting \"" + name + "\" is a number, not \"" + VisibleText.line(text, MOST_SHOWN) + "\".");
        BigDecimal exact = new BigDecimal(text);
        double number = exact.doubleValue();
        if (!Double.isFinite(number) || !(number >= setting.min() && number <= setting.max())) {
            throw new UserInputException("Setting \"" + name + "\" must lie between " + trim(setting.min()) + " and " + trim(setting.max())
                    + ", not " + text + ".");
        }
        if (type == double.class) return number;
        try {
            return type == long.class ? (Object) exact.longValueExact() : (Object) exact.intValueExact();
        } catch (ArithmeticException notWhole) {
            throw new UserInputException("Setting \"" + name + "\" is a whole number"
                    + (number == Math.rint(number) ? " of at most " + (type == long.class ? Long.MAX_VALUE : Integer.MAX_VALUE) : "")
                    + ", not " + text + ".", notWhole);
        }
    }

    private static String trim(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? String.valueOf((long) bound) : String.valueOf(bound);
    }
}
