package nbe.doctor;

import java.util.function.Consumer;

/** Something that {@code nbe doctor} looks at. */
@FunctionalInterface
public interface Check {
    /** Looks, and tells what it finds as it finds it. May block for some seconds; changes nothing that lasts. */
    void look(Consumer<Finding> findings) throws InterruptedException;
}
