package org.empathyworkbench.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a component of a settings record that is itself a record of settings. Its settings keep their own, flat names in files. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface SettingGroup {
    /** The heading that its settings stand under in a form, where they name none of their own. */
    String value();
}
