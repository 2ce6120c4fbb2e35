package nbe.bgapi.port;

import java.util.List;

/**
 * A process that has a port open.
 *
 * @param name its program; of an nbe with the command, {@code nbe run}; of the one that systemd runs {@value #SERVICE}
 */
public record PortHolder(String name, String pid) {
    static final String SERVICE = "the service nymi-bluetooth-endpoint";

    private static final String UNIT = "/nymi-bluetooth-endpoint.service";
    private static final String NBE = "nbe";
    private static final String MODEM_MANAGER = "ModemManager";

    /**
     * @param program what the system calls the process
     * @param commandLine empty if it cannot be read
     * @param controlGroups what {@code /proc/PID/cgroup} says; empty if it cannot be read
     */
    static PortHolder of(String program, List<String> commandLine, String controlGroups, String pid) {
        for (int i = 0; i < commandLine.size(); i++) {
            if (isNbe(i == 0 ? "" : commandLine.get(i - 1), commandLine.get(i))) {
                if (controlGroups.lines().anyMatch(line -> line.endsWith(UNIT))) {
                    return new PortHolder(SERVICE, pid);
                }
                return new PortHolder(NBE + command(commandLine.subList(i + 1, commandLine.size())), pid);
            }
        }
        return new PortHolder(program, pid);
    }

    /** {@code java -jar …/nbe.jar}, or its class: other programs may have the file among their arguments. */
    private static boolean isNbe(String before, String word) {
        return word.equals("nbe.cli.Main")
                || (before.equals("-jar") && (word.equals("nbe.jar") || word.endsWith("/nbe.jar")));
    }

    private static String command(List<String> arguments) {
        return arguments.stream()
                .filter(word -> word.matches("[a-z]+"))
                .findFirst()
                .map(word -> " " + word)
                .orElse("");
    }

    /** What it means for us that this one has the port. */
    AdapterProblem problem() {
        if (name.equals(MODEM_MANAGER)) {
            return AdapterProblem.MODEM_MANAGER;
        }
        boolean nbe = name.equals(NBE) || name.startsWith(NBE + " ") || name.equals(SERVICE);
        return nbe ? AdapterProblem.HELD_BY_NBE : AdapterProblem.IN_USE;
    }

    /** True of a program that would have the port, if anybody whose files cannot be seen has. */
    boolean isSuspect() {
        return name.equals(MODEM_MANAGER)
                || name.equals(SERVICE)
                || name.equals(NBE + " run")
                || name.equals(NBE + " record");
    }

    @Override
    public String toString() {
        return name + " (pid " + pid + ")";
    }
}
