package nbe.config;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import nbe.config.value.Remarks;
import org.tomlj.TomlPosition;

/**
 * Makes problems of what is found inside of a setting's value.
 *
 * @param places where a position of the value is
 * @param problems gets them
 * @param refused gets the setting if one of them is an error
 */
record InnerProblems(
        Setting<?> setting,
        Function<TomlPosition, Origin> places,
        List<ConfigProblem> problems,
        Set<Setting<?>> refused)
        implements Remarks {
    @Override
    public void error(TomlPosition at, String wrong, String allowed) {
        problems.add(ConfigProblem.error(places.apply(at), setting.name() + wrong, "allowed: " + allowed));
        refused.add(setting);
    }

    @Override
    public void warning(TomlPosition at, String wrong, String remedy) {
        problems.add(ConfigProblem.warning(places.apply(at), wrong, remedy));
    }
}
