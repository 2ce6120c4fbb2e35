package nbe.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a class that reads the real clock on purpose, and says why. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OutsideWorld {
    /** The reason. */
    String value();
}
