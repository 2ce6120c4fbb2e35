package nbe.simulator.scene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.NamedAir;
import nbe.simulator.air.RadioModel;
import nbe.simulator.band.RawPayload;
import nbe.simulator.band.VirtualBand;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Reads a scene from TOML, for {@code nbe simulate} and tests. Times in seconds, distances in metres:
 *
 * <pre>{@code
 * name = "worker"
 * loop = 40                        # length in s after which it starts again; without it, it plays once
 * foreign_adverts_per_second = 20
 *
 * [radio]                          # all optional, see RadioModel
 * air = "office"                   # or "vendor": the values of the keys below that are left out
 * exponent = 1.4
 *
 * [[band]]
 * id = "alice"
 * address = "C2:FA:D7:F0:D7:96"
 * distance = 4.0
 * interval = 0.1                   # the rest is optional
 * enrolled = true
 * authenticated = false
 * on_body = true
 * service_request = 0
 * version = 1                      # of the payload
 * payload = "advertisement"        # or "scan_response"
 * silent = false
 * address_changes = 60             # s until it advertises with the next address; left out: never
 *
 * [band.raw]                       # of the band above: other bytes instead of the payload
 * data = "02 01 06 08 FF B2 01 02 07 00 00 00"
 * on_body = "9.0"                  # bits and the byte that its state sets, all optional
 *
 * [[step]]
 * at = 2.0
 * band = "alice"
 * do = "authenticate"              # deauthenticate, put_on, take_off, enroll, unenroll, vanish,
 *                                  # appear (to), walk (to, over), leave (to, over),
 *                                  # tap (to, reach, hold, back), request_service (state)
 * }</pre>
 */
public final class SceneFile {
    private static final Set<String> TOP =
            Set.of("name", "loop", "foreign_adverts_per_second", "radio", "band", "step");
    private static final Set<String> BAND = Set.of(
            "id",
            "address",
            "distance",
            "interval",
            "enrolled",
            "authenticated",
            "on_body",
            "service_request",
            "version",
            "payload",
            "silent",
            "address_changes",
            RawPayloadTable.NAME);
    private static final Set<String> RADIO = Set.of(
            "air",
            "reference_dbm",
            "reference_metres",
            "exponent",
            "shadow_sigma_db",
            "shadow_metres",
            "shadow_seconds",
            "channel_sigma_db",
            "fading_sigma_db",
            "near_metres",
            "loss");
    private static final Set<String> STEP = Set.of("at", "band", "do");
    private static final Set<String> AIRS =
            Arrays.stream(NamedAir.values()).map(NamedAir::word).collect(Collectors.toSet());
    private static final double A_DAY = 86_400;
    private static final double FAR = 1000;

    private final List<SceneProblem> problems = new ArrayList<>();
    private final Map<String, DeviceAddress> bandsById = new HashMap<>();

    private SceneFile() {}

    /**
     * Reads a scene from a file.
     *
     * @throws SceneException if the text is not a scene; names all problems
     * @throws IOException if the file cannot be read
     */
    public static Scene read(Path file) throws SceneException, IOException {
        return parse(Files.readString(file), file.toString());
    }

    /**
     * Reads a scene from a text.
     *
     * @param file name of the text in messages
     * @throws SceneException if the text is not a scene; names all problems
     */
    public static Scene parse(String text, String file) throws SceneException {
        SceneFile reader = new SceneFile();
        TomlParseResult toml = Toml.parse(text);
        for (TomlParseError error : toml.errors()) {
            reader.problems.add(
                    new SceneProblem(error.position().line(), error.position().column(), error.getMessage()));
        }
        Scene scene = reader.problems.isEmpty() ? reader.scene(toml) : null;
        if (!reader.problems.isEmpty()) {
            reader.problems.sort(Comparator.comparingInt(SceneProblem::line).thenComparingInt(SceneProblem::column));
            throw new SceneException(file, reader.problems);
        }
        return scene;
    }

    private Scene scene(TomlTable toml) {
        SceneTable top = new SceneTable(toml, 1, 1, problems);
        top.allowOnly(TOP);
        String name = top.text("name").orElse("scene");
        double loop = top.number("loop", 1, A_DAY).orElse(0.0);
        double crowd = top.number("foreign_adverts_per_second", 0, 5000).orElse(0.0);
        RadioModel radio = radio(top);
        List<SceneBand> bands = new ArrayList<>();
        for (SceneTable band : tables(toml, "band")) {
            band(band).ifPresent(bands::add);
        }
        if (bands.isEmpty() && problems.isEmpty()) {
            problems.add(new SceneProblem(1, 1, "a scene needs at least one [[band]]"));
        }
        List<SceneStep> steps = new ArrayList<>();
        for (SceneTable step : tables(toml, "step")) {
            step(step, loop).ifPresent(steps::add);
        }
        return problems.isEmpty() ? new Scene(name, loop, radio, crowd, bands, steps) : null;
    }

    private List<SceneTable> tables(TomlTable toml, String key) {
        List<SceneTable> tables = new ArrayList<>();
        if (!toml.contains(key)) {
            return tables;
        }
        if (!(toml.get(key) instanceof TomlArray array)) {
            problems.add(SceneTable.problemAt(toml.inputPositionOf(key), key + " is written as [[" + key + "]]"));
            return tables;
        }
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof TomlTable table) {
                tables.add(new SceneTable(
                        table,
                        array.inputPositionOf(i).line(),
                        array.inputPositionOf(i).column(),
                        problems));
            } else {
                problems.add(SceneTable.problemAt(array.inputPositionOf(i), key + " is written as [[" + key + "]]"));
            }
        }
        return tables;
    }

    private RadioModel radio(SceneTable top) {
        Optional<SceneTable> table = top.table("radio");
        if (table.isEmpty()) {
            return RadioModel.OFFICE;
        }
        SceneTable radio = table.get();
        radio.allowOnly(RADIO);
        RadioModel air = radio.oneOf("air", AIRS)
                .flatMap(NamedAir::of)
                .orElse(NamedAir.OFFICE)
                .radio();
        try {
            return new RadioModel(
                    radio.number("reference_dbm", -120, 20).orElse(air.referenceDbm()),
                    radio.number("reference_metres", 0.001, 100).orElse(air.referenceMetres()),
                    radio.number("exponent", 0.5, 8).orElse(air.exponent()),
                    radio.number("shadow_sigma_db", 0, 30).orElse(air.shadowSigmaDb()),
                    radio.number("shadow_metres", 0.001, FAR).orElse(air.shadowMetres()),
                    radio.number("shadow_seconds", 0.001, A_DAY).orElse(air.shadowSeconds()),
                    radio.number("channel_sigma_db", 0, 30).orElse(air.channelSigmaDb()),
                    radio.number("fading_sigma_db", 0, 30).orElse(air.fadingSigmaDb()),
                    radio.number("near_metres", 0, 10).orElse(air.nearMetres()),
                    radio.number("loss", 0, 1).orElse(air.loss()));
        } catch (IllegalArgumentException e) {
            radio.problem(e.getMessage());
            return air;
        }
    }

    private Optional<SceneBand> band(SceneTable band) {
        int before = problems.size();
        band.allowOnly(BAND);
        Optional<String> id = band.required("id", band.text("id"));
        Optional<DeviceAddress> address = band.required("address", band.text("address"))
                .flatMap(text -> {
                    try {
                        return Optional.of(DeviceAddress.parse(text));
                    } catch (IllegalArgumentException e) {
                        band.problemAt("address", e.getMessage());
                        return Optional.empty();
                    }
                });
        Optional<Double> distance = band.required("distance", band.number("distance", 0, FAR));
        double interval = band.number("interval", 0.02, 10.24).orElse(0.1);
        boolean enrolled = band.yesOrNo("enrolled").orElse(true);
        boolean onBody = band.yesOrNo("on_body").orElse(true);
        boolean authenticated = band.yesOrNo("authenticated").orElse(onBody);
        int serviceRequest = band.integer("service_request", 0, 255).orElse(0);
        int version = band.integer("version", 0, 255).orElse(VirtualBand.VERSION);
        String payload =
                band.oneOf("payload", Set.of("advertisement", "scan_response")).orElse("advertisement");
        boolean silent = band.yesOrNo("silent").orElse(false);
        double addressSeconds = band.number("address_changes", 1, A_DAY).orElse(0.0);
        Optional<RawPayload> raw = band.table(RawPayloadTable.NAME).flatMap(RawPayloadTable::read);
        if (id.isPresent() && bandsById.containsKey(id.get())) {
            band.problemAt("id", "another band is called '" + id.get() + "'");
        }
        if (address.isPresent() && bandsById.containsValue(address.get())) {
            band.problemAt("address", "another band has the address " + address.get());
        }
        id.ifPresent(name -> bandsById.put(name, address.orElse(null)));
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new SceneBand(
                id.orElseThrow(),
                address.orElseThrow(),
                interval,
                distance.orElseThrow(),
                enrolled,
                authenticated,
                onBody,
                serviceRequest,
                version,
                payload.equals("scan_response"),
                silent,
                addressSeconds,
                raw));
    }

    private Optional<SceneStep> step(SceneTable step, double loop) {
        int before = problems.size();
        Optional<Double> at = step.required("at", step.number("at", 0, A_DAY));
        if (at.isPresent() && loop > 0 && at.get() >= loop) {
            step.problemAt("at", "at is " + at.get() + ", but the scene starts again after " + loop + " s");
        }
        Optional<String> band = step.required("band", step.text("band"));
        if (band.isPresent() && !bandsById.containsKey(band.get())) {
            step.problemAt("band", "there is no band '" + band.get() + "'; there are " + bandsById.keySet());
        }
        Optional<SceneAction> action = step.required("do", step.text("do")).flatMap(verb -> action(step, verb));
        if (problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new SceneStep(at.orElseThrow(), band.orElseThrow(), action.orElseThrow()));
    }

    private Optional<SceneAction> action(SceneTable step, String verb) {
        SceneAction action = switch (verb) {
            case "authenticate" -> new SceneAction.Authenticate();
            case "deauthenticate" -> new SceneAction.Deauthenticate();
            case "put_on" -> new SceneAction.PutOn();
            case "take_off" -> new SceneAction.TakeOff();
            case "enroll" -> new SceneAction.Enroll();
            case "unenroll" -> new SceneAction.Unenroll();
            case "vanish" -> new SceneAction.Vanish();
            case "appear" -> new SceneAction.Appear(to(step));
            case "walk" -> new SceneAction.Walk(to(step), over(step));
            case "leave" -> new SceneAction.Leave(to(step), over(step));
            case "tap" ->
                new SceneAction.Tap(
                        step.number("to", 0, 1).orElse(0.03),
                        step.number("reach", 0, 60).orElse(0.4),
                        step.number("hold", 0, 3600).orElse(1.0),
                        step.number("back", 0, 60).orElse(0.4));
            case "request_service" ->
                new SceneAction.RequestService(
                        step.required("state", step.integer("state", 0, 255)).orElse(0));
            default -> null;
        };
        if (action == null) {
            step.problemAt(
                    "do",
                    "unknown action '" + verb
                            + "'; allowed are authenticate, deauthenticate, put_on, take_off, enroll, unenroll, appear,"
                            + " vanish, walk, leave, tap, request_service");
        } else {
            step.allowOnly(STEP, parameters(verb));
        }
        return Optional.ofNullable(action);
    }

    private static Set<String> parameters(String verb) {
        return switch (verb) {
            case "appear" -> Set.of("to");
            case "walk", "leave" -> Set.of("to", "over");
            case "tap" -> Set.of("to", "reach", "hold", "back");
            case "request_service" -> Set.of("state");
            default -> Set.of();
        };
    }

    private static double to(SceneTable step) {
        return step.required("to", step.number("to", 0, FAR)).orElse(1.0);
    }

    private static double over(SceneTable step) {
        return step.required("over", step.number("over", 0, 3600)).orElse(1.0);
    }
}
