package org.empathyworkbench.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one component of a settings record for forms and help. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** A few words, as a form shows them: "Learning rate". */
    String label();

    /** One sentence a student understands, with the equation or section where there is one. */
    String meaning();

    /** Its name in recipe files and on the command line; empty for the component's name. */
    String key() default "";

    /** The value of {@link Settings#defaults}, as a recipe file may hold it; empty where the record has no default of its own. */
    String defaultValue() default "";

    /** Its heading in a form: "Data", "Optimiser", "Decoding"; empty for that of its {@link SettingGroup}. */
    String group() default "";

    double min() default Double.NEGATIVE_INFINITY;

    double max() default Double.POSITIVE_INFINITY;

    /** What the paper says, in its words or numbers; empty when it is silent. */
    String paper() default "";

    /** What the authors' published code does; empty when it does what the paper says, or nobody knows. */
    String code() default "";
}
