package nbe.status;

import java.util.List;
import nbe.config.ConfigProblem;
import nbe.config.Settings;
import nbe.control.status.ConfigRow;

/** The configuration of the running daemon. Any thread. */
public interface RunningConfig {
    /** The settings in use. */
    Settings settings();

    /** What a status says of the file. May look at the disk, briefly. */
    ConfigRow row();

    /** Warnings of the file in use. */
    List<ConfigProblem> warnings();
}
