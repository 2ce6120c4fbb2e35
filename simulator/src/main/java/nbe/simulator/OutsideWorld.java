package nbe.simulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class that reads a real clock or sleeps, with the reason why it may. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OutsideWorld {
    String value();
}
