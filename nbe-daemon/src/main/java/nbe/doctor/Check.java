package nbe.doctor;

import java.util.List;
import nbe.base.Finding;

/** One part of {@code nbe doctor}. */
@FunctionalInterface
public interface Check {
    /** Probes and returns what it found. May block for some seconds; changes nothing that lasts. */
    List<Finding> run() throws InterruptedException;
}
