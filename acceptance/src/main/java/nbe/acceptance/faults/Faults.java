package nbe.acceptance.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nbe.testing.Machine;
import nbe.testing.Pcscd;
import nbe.testing.Program;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acceptance/faults}: provokes each fault of dongle, port, reader and PC/SC service and floods, and prints what the daemon does. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "Provokes the faults of dongle, port, reader and PC/SC service that a Linux machine without hardware can"
                        + " provoke, one after another, against the daemon as a process of its own, and prints a table in"
                        + " Markdown. Exit status 1: a promise was not kept.",
        footer = {
            "",
            "The faults of readers need root, pcscd, libccid and vsmartcard-vpcd; without them they are left out.",
            "",
            "Examples:",
            "  acceptance/faults --list",
            "  acceptance/faults                 all of them, about 11 minutes",
            "  acceptance/faults silent unplug"
        })
public final class Faults implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "FAULT", description = "Only these; see --list.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Prints the names and ends.")
    private boolean list;

    @Option(names = "--jar", hidden = true, required = true, description = "The program: nbe.jar.")
    private Path jar;

    @Spec
    private CommandSpec spec;

    private Faults() {}

    public static void main(String... arguments) {
        Program.endChildrenAtExit();
        System.exit(new CommandLine(new Faults()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Fault> known = new ArrayList<>(DongleFaults.all());
        known.addAll(ProcessFaults.all());
        known.addAll(ReaderFaults.all());
        known.addAll(SerialReaderFaults.all());
        known.addAll(AgentFloods.all());
        known.addAll(FloodFaults.all());
        if (list) {
            known.forEach(fault -> System.out.printf("%-16s %s%n", fault.name(), fault.what()));
            return 0;
        }
        List<Fault> wanted = wanted(known);
        System.out.println("Machine: " + Machine.describe());
        System.out.println();
        System.out.println(FaultRow.head());
        int broken = 0;
        for (int i = 0; i < wanted.size(); i++) {
            System.err.printf(
                    "faults: %d of %d, %s%n",
                    i + 1, wanted.size(), wanted.get(i).name());
            broken += provoke(wanted.get(i)) ? 0 : 1;
        }
        System.out.println();
        System.out.println("Not provoked here:");
        System.out.println();
        FaultsNotHere.LINES.forEach(line -> System.out.println("- " + line));
        System.out.printf("%nPromises broken: %d of %d%n", broken, wanted.size());
        return broken == 0 ? 0 : 1;
    }

    private List<Fault> wanted(List<Fault> known) {
        for (String name : names) {
            if (known.stream().noneMatch(fault -> fault.name().equals(name))) {
                throw new ParameterException(spec.commandLine(), "no fault is called " + name + "; see --list");
            }
        }
        return known.stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .toList();
    }

    private boolean provoke(Fault fault) throws InterruptedException, IOException {
        FaultRow row = new FaultRow(fault.what());
        String missing = fault.needsReaders() ? Pcscd.missing().orElse("") : "";
        if (!missing.isEmpty()) {
            row.again("not provoked: " + missing);
            System.out.println(row);
            return true;
        }
        try (FaultSite site = FaultSite.open(jar, fault.needsReaders())) {
            try {
                fault.course().run(site, row);
                row.log(site.log());
                return true;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) { // belongs to this row; the other faults go on
                row.broken(String.valueOf(e.getMessage()));
                row.log(site.log());
                System.err.println("faults: " + fault.name() + ": " + e);
                return false;
            } finally {
                System.out.println(row);
            }
        }
    }
}
