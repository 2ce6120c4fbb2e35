package nbe.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product's packages use each other as the table allows, and in no other way. */
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-support"))
            .importPackages("nbe");

    /** Package: packages that it may use, all below {@code nbe}. A row names rows above it. */
    private static final Map<String, List<String>> ARROWS = rows("""
            base:
            version:
            tap: base
            bgapi.wire: base
            bgapi.port: base
            bgapi.call: bgapi.wire
            bgapi.machine: base bgapi.wire bgapi.port bgapi.call
            bgapi.adapter: base bgapi.wire bgapi.port bgapi.call bgapi.machine
            bgapi.host: bgapi.wire bgapi.call bgapi.adapter
            pcsc.binding:
            pcsc.filter: base
            pcsc.jna: pcsc.binding
            pcsc.smartcardio: pcsc.binding
            pcsc: base pcsc.binding pcsc.filter pcsc.jna pcsc.smartcardio
            simulator.pty:
            simulator.air: base
            simulator.gatt: bgapi.wire simulator.air
            simulator.band: bgapi.wire simulator.air simulator.gatt
            simulator.dongle: base bgapi.wire bgapi.adapter simulator.pty simulator.air simulator.gatt
            simulator.scene: simulator.air simulator.band
            simulator.nfc: simulator.pty
            simulator: base simulator.pty simulator.air simulator.dongle simulator.scene
            referenceagent.message:
            referenceagent.directory: base referenceagent.message
            referenceagent.switchboard: base referenceagent.message referenceagent.directory
            referenceagent.phoenix: base referenceagent.message referenceagent.switchboard
            referenceagent.net: base referenceagent.switchboard referenceagent.phoenix
            referenceagent.console: base referenceagent.message referenceagent.switchboard referenceagent.net
            referenceagent: referenceagent.directory referenceagent.switchboard referenceagent.net \
                referenceagent.console
            log: base
            band: tap bgapi.wire bgapi.adapter
            air: base tap bgapi.wire bgapi.machine bgapi.adapter band
            capture: bgapi.wire
            agent.link: base
            agent.tls: base agent.link
            agent.net: base version agent.link agent.tls
            agent.phoenix: base agent.link
            agent: base agent.link agent.tls agent.net agent.phoenix
            control.place:
            control.status:
            control.client: control.status
            control.net: base log
            config.value: base bgapi.adapter band agent.link control.place
            config: base tap bgapi.adapter pcsc.binding pcsc log band agent.link agent.tls agent.net control.place \
                config.value
            control.level: log control.net config.value config
            service: base config
            recording: base tap bgapi.wire band capture
            evaluation: tap simulator.air simulator.band simulator.dongle simulator.scene band recording
            usb: base bgapi.port
            doctor: base bgapi.adapter pcsc agent.tls agent.net agent control.status config usb
            support: base tap log control.client control.net config service recording doctor
            endpoint: base tap bgapi.machine bgapi.adapter pcsc agent.link service support
            status: base tap bgapi.port bgapi.machine bgapi.adapter pcsc.binding pcsc.filter pcsc log air agent.link \
                control.status control.net config endpoint
            air.scan: base tap bgapi.wire band air control.net
            air.capture: tap bgapi.wire air capture control.net
            metrics: bgapi.machine log control.status control.net endpoint
            daemon: base tap bgapi.wire bgapi.machine bgapi.adapter pcsc.binding pcsc log band air agent.link \
                agent.tls agent.net agent control.status control.net config control.level service support endpoint \
                status air.scan air.capture metrics
            tuning: base tap recording evaluation
            cli.json: base tap control.status config evaluation tuning
            cli.process: base log control.client config service
            cli.record: base tap bgapi.machine bgapi.adapter band control.status control.client config recording \
                daemon cli.process
            cli.screen: tap cli.process
            cli.monitor: base control.status control.client cli.process cli.screen
            cli.status: base control.status control.client cli.process cli.screen
            cli.tune: base tap config recording tuning cli.process cli.record cli.screen
            cli: base version tap bgapi.machine bgapi.adapter simulator.air simulator.scene simulator.nfc simulator \
                referenceagent.switchboard referenceagent.net referenceagent.console referenceagent log band air \
                agent.net control.place control.status control.client config.value config service recording evaluation \
                doctor support endpoint air.scan air.capture daemon tuning cli.json cli.process cli.record cli.screen \
                cli.monitor cli.status cli.tune
            """);

    static Set<String> rows() {
        return ARROWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aPackageUsesOnlyWhatItsRowAllows(String row) {
        List<String> allowed = new ArrayList<>(ARROWS.get(row));
        allowed.add(row);
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(row)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "reside in " + allowed, type -> !isOurs(type) || allowed.contains(type.getPackageName())))
                .check(CLASSES);
    }

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        Set<String> packages =
                CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(packages, new TreeSet<>(ARROWS.keySet()));
    }

    /** A row names only rows above it, so no chain of arrows comes back to where it began. */
    @Test
    void everyArrowPointsUpInTheTable() {
        List<String> above = new ArrayList<>();
        ARROWS.forEach((row, allowed) -> {
            assertTrue(above.containsAll(allowed), row + " names " + allowed + "; above it are " + above);
            above.add(row);
        });
    }

    /** An allowed arrow that nobody uses is taken out of the table. */
    @ParameterizedTest
    @MethodSource("rows")
    void everyAllowedArrowIsUsed(String row) {
        Set<String> used = CLASSES.stream()
                .filter(type -> type.getPackageName().equals(row))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(ArrowsTest::isOurs)
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(row))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, new TreeSet<>(ARROWS.get(row)));
    }

    private static Map<String, List<String>> rows(String table) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        table.lines()
                .map(line -> line.split(": *", 2))
                .forEach(row -> rows.put(
                        "nbe." + row[0],
                        Arrays.stream(row[1].split(" +"))
                                .filter(name -> !name.isEmpty())
                                .map(name -> "nbe." + name)
                                .toList()));
        return rows;
    }

    private static boolean isOurs(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith("nbe");
    }
}
