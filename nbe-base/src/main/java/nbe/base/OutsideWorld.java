package nbe.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class that reads a real clock, sleeps, or draws a random number itself. The build forbids it to all others. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OutsideWorld {
    /** The reason. */
    String value();
}
