package nbe.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;

/**
 * The subcommands of {@code nbe}, in the order of its help. A command line that begins with the name of one gets that one alone: the
 * daemon lives for months, and would keep the classes and options of all the others in memory.
 */
final class Subcommands {
    private static final String COMPLETION = "generate-completion";

    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunCommand::new);
        ALL.put("check", CheckCommand::new);
        ALL.put("doctor", DoctorCommand::new);
        ALL.put("support", SupportCommand::new);
        ALL.put("demo", DemoCommand::new);
        ALL.put("agent", AgentCommand::new);
        ALL.put("simulate", SimulateCommand::new);
        ALL.put("scan", ScanCommand::new);
        ALL.put("capture", CaptureCommand::new);
        ALL.put("record", RecordCommand::new);
        ALL.put("replay", ReplayCommand::new);
        ALL.put("evaluate", EvaluateCommand::new);
        ALL.put("status", StatusCommand::new);
        ALL.put("monitor", MonitorCommand::new);
        ALL.put("tune", TuneCommand::new);
        ALL.put("service", ServiceCommand::new);
        ALL.put("log", LogCommand::new);
        ALL.put("reload", ReloadCommand::new);
        ALL.put(COMPLETION, GenerateCompletion::new);
    }

    private Subcommands() {}

    /** Those that a command line of these words can mean. */
    static Collection<Supplier<Object>> of(String... words) {
        return words.length > 0 && ALL.containsKey(words[0]) && !words[0].equals(COMPLETION)
                ? List.of(ALL.get(words[0]))
                : ALL.values();
    }
}
